import type { Credentials } from '../../http/credentials';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { readRecords } from '../records';
import { parseOtpRequest } from './otp-request';
import { parseOutcome } from './outcome';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'generic';

/** Whatever can post. */
export const sendRoute: OtpRoute<Credentials> = {
  idp,
  path: 'otp/send',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

/** The same, once its user has proved the passcode. */
export const outcomeRoute: EventRoute<Credentials> = {
  idp,
  path: 'otp/outcome',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  readEvents: (body) => readRecords(body, ['events'], ['to', 'sid', 'outcome']),
  parseEvent: parseOutcome,
};

export const provider: Provider = {
  profile,
  otpRoutes: [sendRoute],
  eventRoute: outcomeRoute,
};
