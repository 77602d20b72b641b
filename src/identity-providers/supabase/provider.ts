import type { Credentials } from '../../http/credentials';
import { createJsonReply } from '../../http/reply';
import type { OtpRoute, Provider } from '../provider';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'supabase';

/** The Send SMS hook. Supabase gives up after 5 s in all, and takes 200, 202 and 204 alone, as JSON. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'supabase/sms',
  timeoutMs: 4_600,
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
  renderDelivery: () => createJsonReply(200, {}),
};

export const provider: Provider = { profile, otpRoutes: [smsRoute] };
