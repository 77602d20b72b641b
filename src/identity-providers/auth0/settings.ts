import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';
import { readGatewayToken } from './gateway-token';

/** What our Actions present as `Bearer`. */
export const readActionCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'bearer',
  token: readSecret('AUTH0_ACTION_TOKEN', 'bearer')(env, problems),
});

/** What the log stream presents, with or without `Bearer ` before it. */
export const readLogStreamCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'verbatim',
  token: readSecret('AUTH0_LOG_STREAM_TOKEN', 'verbatim')(env, problems),
});

/** The secret with which a passwordless connection signs its token for an SMS gateway. */
export const readGatewayCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'signature',
  keys: readSecret('AUTH0_GATEWAY_SECRET')(env, problems).map((secret) => Buffer.from(secret)),
  readSignature: readGatewayToken,
});
