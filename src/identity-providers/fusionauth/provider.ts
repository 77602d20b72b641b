import type { PhoneNumber } from '../../core/phone-number';
import type { Credentials } from '../../http/credentials';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { parseEvent, readEvents } from './event';
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

/** The webhook, whose events name the number. */
export const eventRoute: EventRoute<Credentials, PhoneNumber> = {
  idp,
  path: 'fusionauth/events',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  readEvents,
  parseEvent,
};

export const provider: Provider = { profile, otpRoutes: [smsRoute], eventRoute };
