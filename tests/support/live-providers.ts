import { activity } from '../fixtures/pingone-activities';
import { basic, post, type Answer } from './callers';
import type { LiveCheck } from './live-check';

/** A call of a provider's to the echo route. @param query such as `?echo_status=503` */
export type Calling = (query?: string) => Promise<unknown>;

const DATE = '2026-01-02T03:04:05.678Z';
const record = {
  log_id: '9',
  data: {
    type: 'gd_auth_succeed',
    date: DATE,
    details: { authenticator: { id: 'sms|dev_9', type: 'sms', phone_number: '+1 4155559876' } },
  },
};
/** A record of Auth0's that counts as nothing. */
export const irrelevant = { log_id: '8', data: { type: 's', date: DATE } };

type Observe = (event: unknown, api: unknown) => Promise<void>;
const { onExecuteCustomPhoneProvider: observe } = jest.requireActual<Record<string, Observe>>(
  '../../actions/observe.js',
) as { onExecuteCustomPhoneProvider: Observe };

/** What a tenant that points at the echo route sends, as the documents have it. Robin's number and codes are in it. */
export function createProviders(check: LiveCheck) {
  const url = (query: string) => `${check.twilio.origin}/live/echo${query}`;

  /** The form of docs/pingone.md, and here it is not encoded. */
  const asPingone: Calling = (query = '') =>
    post(
      url(query),
      basic('pingone', check.token()),
      'to=+14155559876&otp=012345&message=Your code is 012345&from=+12025550100&locale=en-GB',
      { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'PingOne/9' },
    );

  const asPingoneWebhook: Calling = (query = '') =>
    post(url(query), `Bearer ${check.token()}`, [activity({ type: 'FLOW.UPDATED' }), activity({})]);

  const asLogStream = (query = '', records: unknown[] = [irrelevant, record]): Promise<Answer> =>
    post(url(query), check.token(), records);

  /** The observing Action, as a test user gets a passcode. */
  const asAuth0: Calling = async (query = '') => {
    const notification = {
      as_text: 'Your code is 918273',
      delivery_method: 'text',
      message_type: 'otp_verify',
      recipient: '+1-415-555-9876',
      code: '918273',
      locale: 'en-US',
    };
    const secrets = { ECHO_URL: url(query), ECHO_TOKEN: check.token() };
    const said: string[] = [];
    const say = (reason: string) => void said.push(reason);
    await observe(
      { user: { name: 'robin' }, notification, secrets },
      { notification: { drop: say, retry: say } },
    );
    expect(said).toEqual([query === '' ? 'Observed, and not sent (200).' : 'The echo route answered 503.']);
  };

  return { asPingone, asPingoneWebhook, asLogStream, asAuth0 };
}
