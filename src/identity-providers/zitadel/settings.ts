import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';
import { readSignature } from './signature';

/** The signing key of the HTTP SMS provider, which ZITADEL shows once. Its text is the key, and not what it may encode. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'signature',
  keys: readSecret('ZITADEL_SIGNING_KEY')(env, problems).map((key) => Buffer.from(key)),
  readSignature,
});
