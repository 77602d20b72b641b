import type { Credentials } from '../../http/credentials';
import type { OtpRoute, Provider } from '../provider';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'fusionauth';

/** The generic messenger. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'fusionauth/sms',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

export const provider: Provider = { profile, otpRoutes: [smsRoute] };
