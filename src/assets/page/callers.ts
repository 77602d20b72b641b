import { messageOptionsEvent, nested, notificationEvent } from '../../../tests/fixtures/auth0';
import { factorSucceeded, streamed } from '../../../tests/fixtures/auth0-logs';
import { recommended } from '../../../tests/fixtures/pingone';
import { activity } from '../../../tests/fixtures/pingone-activities';
import type { WireBody } from '../../../tests/fixtures/wire';

/** What a provider puts on the wire is rendered by the fixtures of the tests: the page shows what is tested. */
export interface Caller {
  idp: 'pingone' | 'auth0';
  provider: string;
  path: string;
  request: (to: string, code: string) => WireBody;
  /** What it sends once the user has typed the code in. */
  event: (to: string, date: string) => unknown;
}

const pingone = { idp: 'pingone', provider: 'PingOne' } as const;
const auth0 = { idp: 'auth0', provider: 'Auth0', path: '/auth0/send' } as const;
const logged = (phone: string, date: string) => [streamed(factorSucceeded('sms', { phone, date }))];

export const callers: Readonly<Record<string, Caller>> = {
  'pingone-sms': {
    ...pingone,
    path: '/pingone/sms',
    request: (to, otp) => recommended({ to, otp }),
    event: (_, date) => [activity({ date })],
  },
  'pingone-voice': {
    ...pingone,
    path: '/pingone/voice',
    request: (to, otp) => recommended({ to, otp }),
    event: (_, date) => [activity({ date, name: 'Voice' })],
  },
  'auth0-custom-phone-provider': {
    ...auth0,
    request: (recipient, code) => nested(notificationEvent({ recipient, code })),
    event: logged,
  },
  'auth0-send-phone-message': {
    ...auth0,
    request: (recipient, code) => nested(messageOptionsEvent({ recipient, code })),
    event: logged,
  },
};
