import { combineReaders, readConfiguration, readTwilioSettings, type TwilioSettings } from '../../config';
import { readVerifyApiToken } from '../../config/verify-api';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { createEndpoint, type Call, type Handler } from '../../http/endpoint';
import type { Reply } from '../../http/reply';

export type VerifyApiCall = Pick<Call<unknown>, 'deadline' | 'addLogFields'>;

/** A path for an application that lets Verify make and check its codes. */
export interface VerifyApiRoute {
  /** Below the origin, and below src/functions: `verify/check`. */
  path: string;
  handle: (body: Fields, settings: TwilioSettings, call: VerifyApiCall) => Promise<Result<Reply>>;
}

/** Creates the function of a route, for callers with VERIFY_API_TOKEN. */
export function createVerifyApiEndpoint({ path, handle }: VerifyApiRoute): Handler {
  const readSettings = combineReaders({ token: readVerifyApiToken, twilio: readTwilioSettings });
  return createEndpoint(path, {
    idp: 'verify',
    readSettings: (env) => readConfiguration(env, readSettings),
    credentials: ({ token }) => ({ scheme: 'bearer', token }),
    handle: (call) => handle(call.body, call.settings.twilio, call),
  });
}
