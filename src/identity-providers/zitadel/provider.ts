import { fetchUserPhone } from '../../apis/zitadel/users';
import type { Credentials } from '../../http/credentials';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { readRecords } from '../records';
import { parseEvent, type UserReference } from './event';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import {
  readInstanceSettings,
  readProviderCredentials,
  readTargetCredentials,
  type InstanceSettings,
} from './settings';

const idp = 'zitadel';

/** The HTTP SMS provider. ZITADEL gives up after 5 s. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'zitadel/sms',
  timeoutMs: 4_600,
  readSettings: readProviderCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
};

interface EventSettings {
  credentials: Credentials;
  instance: InstanceSettings | undefined;
}

/** The target of an execution, which posts one event: a service user asks for the number. */
export const eventRoute: EventRoute<EventSettings, UserReference> = {
  idp,
  path: 'zitadel/events',
  isOptional: true,
  readSettings: (env, problems) => ({
    credentials: readTargetCredentials(env, problems),
    instance: readInstanceSettings(env, problems),
  }),
  credentials: ({ credentials }) => credentials,
  readEvents: (body) => readRecords(body, [], ['event_type', 'aggregateID']),
  parseEvent,
  phoneLookup: {
    describeMissing: ({ instance }) =>
      instance === undefined ? 'Set ZITADEL_URL and ZITADEL_API_TOKEN to find numbers.' : undefined,
    isOwn: ({ instance }) => instance !== undefined,
    async findPhone({ instance }, reference, deadline) {
      return instance === undefined ? { kind: 'unmappable' } : fetchUserPhone(instance, reference, deadline);
    },
  },
};

export const provider: Provider = { profile, otpRoutes: [smsRoute], eventRoute };
