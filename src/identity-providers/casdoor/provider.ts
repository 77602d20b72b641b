import type { Credentials } from '../../http/credentials';
import { createDeliveryReply } from '../../http/reply';
import type { OtpRoute, Provider } from '../provider';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials } from './settings';

const idp = 'casdoor';

/** The provider "Custom HTTP SMS". Casdoor takes no success but 200. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'casdoor/sms',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
  renderDelivery: (delivery) => ({ ...createDeliveryReply(delivery), status: 200 }),
};

export const provider: Provider = { profile, otpRoutes: [smsRoute] };
