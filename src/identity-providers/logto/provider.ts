import type { Credentials } from '../../http/credentials';
import type { OtpRoute, Provider } from '../provider';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'logto';

/** The HTTP SMS connector. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'logto/sms',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

export const provider: Provider = { profile, otpRoutes: [smsRoute] };
