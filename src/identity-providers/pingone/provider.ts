import { fetchDevicePhone } from '../../apis/pingone/devices';
import type { Credentials } from '../../http/credentials';
import { readRecords } from '../records';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { belongsTo, parseActivity, type DeviceReference } from './activity';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { readCredentials, readWorkerSettings, type WorkerSettings } from './settings';

const idp = 'pingone';

/** The Custom Provider's request for a text message. */
export const smsRoute: OtpRoute<Credentials> = {
  idp,
  path: 'pingone/sms',
  readSettings: readCredentials,
  credentials: (credentials) => credentials,
  parseRequest: (body) => parseOtpRequest(body, 'sms'),
};

/** The Custom Provider's request for a voice call. */
export const voiceRoute: OtpRoute<Credentials> = {
  ...smsRoute,
  path: 'pingone/voice',
  parseRequest: (body) => parseOtpRequest(body, 'call'),
};

interface EventSettings {
  credentials: Credentials;
  worker: WorkerSettings | undefined;
}

/** The webhook, whose activities name a device: a worker application asks PingOne for its number. */
export const activityRoute: EventRoute<EventSettings, DeviceReference> = {
  idp,
  path: 'pingone/events',
  readSettings: (env, problems) => ({
    credentials: readCredentials(env, problems),
    worker: readWorkerSettings(env, problems),
  }),
  credentials: ({ credentials }) => credentials,
  readEvents: (body) => readRecords(body, ['_embedded', 'activities'], ['action', 'id']),
  parseEvent: parseActivity,
  phoneLookup: {
    describeMissing: ({ worker }) =>
      worker === undefined ? 'Set PINGONE_WORKER_CLIENT_ID and its companions to find numbers.' : undefined,
    isOwn: ({ worker }, reference) => worker !== undefined && belongsTo(worker.environmentId, reference),
    async findPhone({ worker }, reference, deadline) {
      return worker === undefined ? { kind: 'unmappable' } : fetchDevicePhone(worker, reference, deadline);
    },
  },
};

export const provider: Provider = {
  profile,
  otpRoutes: [smsRoute, voiceRoute],
  eventRoute: activityRoute,
};
