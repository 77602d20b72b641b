import type { Credentials } from '../../http/credentials';
import type { OtpRoute, Provider } from '../provider';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'zitadel';

/** The HTTP SMS provider. ZITADEL gives up after 5 s. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'zitadel/sms',
  timeoutMs: 4_600,
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

export const provider: Provider = { profile, otpRoutes: [smsRoute] };
