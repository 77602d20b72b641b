import type { PhoneNumber } from '../../core/phone-number';
import type { Credentials } from '../../http/credentials';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { readRecords } from '../records';
import { parseLogEvent } from './log-event';
import { parseGatewayRequest } from './gateway-request';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readActionCredentials, readGatewayCredentials, readLogStreamCredentials } from './settings';

const idp = 'auth0';

/** Our Actions, for both of Auth0's phone triggers. */
export const actionRoute: OtpRoute<Credentials> = {
  idp,
  path: 'auth0/send',
  readSettings: readActionCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

/** The SMS gateway of a passwordless connection, for tenants without Actions. */
export const gatewayRoute: OtpRoute<Credentials> = {
  idp,
  path: 'auth0/sms-gateway',
  isOptional: true,
  readSettings: readGatewayCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseGatewayRequest,
};

/** The custom webhook of a log stream, whose records name the number. */
export const logStreamRoute: EventRoute<Credentials, PhoneNumber> = {
  idp,
  path: 'auth0/log-stream',
  readSettings: readLogStreamCredentials,
  credentials: (credentials) => credentials,
  readEvents: (body) => readRecords(body, ['logs'], ['data', 'type', 'log_id']),
  parseEvent: parseLogEvent,
};

export const provider: Provider = {
  profile,
  otpRoutes: [actionRoute, gatewayRoute],
  eventRoute: logStreamRoute,
};
