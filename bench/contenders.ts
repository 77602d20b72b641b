import { join } from 'node:path';
import { factorSucceeded, streamed } from '../tests/fixtures/auth0-logs';

/** A built function or the baseline, and a call of it that succeeds. */
export interface Contender {
  name: string;
  /** The status of the success; 201 if not given. */
  status?: number;
  file: string;
  environment: Record<string, string>;
  event: Record<string, unknown>;
}

const root = join(__dirname, '..');

/** Good nowhere. */
const SECRET = 'bench-shared-secret';
const account = {
  ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  AUTH_TOKEN: '0'.repeat(32),
  VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
};
const request = { headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' } };

export const baseline: Contender = {
  name: 'baseline',
  file: join(__dirname, 'baseline.js'),
  environment: { ...account, SHARED_SECRET: SECRET },
  event: { request, to: '+12025550142', code: '012345' },
};

export const pingone: Contender = {
  name: 'pingone/sms',
  file: join(root, 'dist/functions/pingone/sms.js'),
  environment: { ...account, PINGONE_USERNAME: 'pingone', PINGONE_PASSWORD: SECRET },
  event: { request, to: '+12025550142', Parameter: '{"OTP":012345}', locale: 'en' },
};

export const auth0: Contender = {
  name: 'auth0/send',
  file: join(root, 'dist/functions/auth0/send.js'),
  environment: { ...account, AUTH0_ACTION_TOKEN: SECRET },
  event: {
    request,
    event: {
      notification: {
        delivery_method: 'text',
        recipient: '+1-202-555-0142',
        code: '012345',
        locale: 'en-US',
      },
      client: { client_id: 'bench' },
      tenant: { id: 'bench' },
      request: { ip: '192.0.2.1' },
    },
  },
};

export const generic: Contender = {
  name: 'otp/send',
  file: join(root, 'dist/functions/otp/send.js'),
  environment: { ...account, OTP_TOKEN: SECRET },
  event: { request, to: '+12025550142', code: '012345', locale: 'en-US', ip: '192.0.2.1' },
};

const userEvent = { ...generic.event, user: 'bench-user' };

/** No rule of a policy is checked. */
export const withoutRules: Contender = {
  ...generic,
  environment: { ...generic.environment, NON_GEOGRAPHIC: 'allow' },
  event: userEvent,
};

/** All rules that cost no Lookup. */
export const withRules: Contender = {
  ...generic,
  environment: {
    ...generic.environment,
    ALLOWED_PREFIXES: '+1,+44',
    BLOCKED_PREFIXES: '+1900',
    RATE_LIMITS: 'phone,ip,prefix,user',
  },
  event: userEvent,
};

/** Without an `eventId`, by which a request that comes again would not be sent again. */
export const okta: Contender = {
  name: 'okta/telephony',
  status: 200,
  file: join(root, 'dist/functions/okta/telephony.js'),
  environment: { ...account, OKTA_HOOK_TOKEN: SECRET },
  event: {
    request,
    eventType: 'com.okta.telephony.provider',
    data: {
      messageProfile: {
        phoneNumber: '+12025550142',
        otpCode: '012345',
        deliveryChannel: 'SMS',
        locale: 'EN-US',
      },
    },
  },
};

/** All that send. */
export const senders: readonly Contender[] = [pingone, auth0, generic, okta];

/** A batch without its events. */
export const auth0LogStream: Contender = {
  name: 'auth0/log-stream',
  file: join(root, 'dist/functions/auth0/log-stream.js'),
  environment: { ...account, AUTH0_LOG_STREAM_TOKEN: SECRET },
  event: { request },
};

/** A batch of one event, whose approval the upstream answers at once. */
export const firstApproval: Contender = {
  ...auth0LogStream,
  name: 'auth0/log-stream, one approval',
  status: 200,
  event: {
    request,
    0: streamed(factorSucceeded('sms', { phone: '+12025550142', date: new Date().toISOString() })),
  },
};

/** The same call from somebody who does not know the secret: 401. */
export function asRefused(contender: Contender): Contender {
  const stranger = { headers: { ...request.headers, authorization: 'Bearer not-the-secret-of-anybody' } };
  return { ...contender, status: 401, event: { ...contender.event, request: stranger } };
}
