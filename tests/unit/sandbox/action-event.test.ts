import { createActionEvent, type Message } from '../../../sandbox/auth0/action-event';
import { Users, PASSWORD } from '../../../sandbox/auth0/users';

const user = new Users(() => 0).signIn('robin.doe@example.com', PASSWORD);
if (user === undefined) throw new Error('No such user');
const secrets = { BRIDGE_URL: 'http://127.0.0.1:3000', BRIDGE_TOKEN: 'sandbox-auth0-action-token' };
const browser = { ip: '127.0.0.1', userAgent: 'Browser/1.0' };
const message: Message = { user, phone: '+14155552671', channel: 'sms', isEnrolment: true, code: '012345' };

const given = (name: 'custom-phone-provider' | 'send-phone-message', changes: Partial<Message> = {}) =>
  createActionEvent(name, { ...message, ...changes }, browser, secrets) as Record<
    string,
    Record<string, unknown>
  >;

test.each([
  [
    { channel: 'sms', isEnrolment: true },
    { delivery_method: 'text', message_type: 'otp_enroll' },
  ],
  [
    { channel: 'call', isEnrolment: false },
    { delivery_method: 'voice', message_type: 'otp_verify' },
  ],
] as const)('custom-phone-provider: %j', (changes, expected) => {
  const { notification } = given('custom-phone-provider', changes);
  expect(notification).toMatchObject({ ...expected, recipient: '+14155552671', code: '012345' });
});

test.each([
  [
    { channel: 'sms', isEnrolment: true },
    { message_type: 'sms', action: 'enrollment' },
  ],
  [
    { channel: 'call', isEnrolment: false },
    { message_type: 'voice', action: 'second-factor-authentication' },
  ],
] as const)('send-phone-message: %j', (changes, expected) => {
  const { message_options: options } = given('send-phone-message', changes);
  expect(options).toMatchObject({ ...expected, recipient: '+1-415-555-2671', code: '012345' });
});

test('a number outside +1 stays as it is', () => {
  const { message_options: options } = given('send-phone-message', { phone: '+447700900123' });
  expect(options?.['recipient']).toBe('+447700900123');
});

/** As the typings of both triggers require them. */
const COMMON = ['request', 'tenant', 'user', 'configuration', 'secrets', 'client'];
test.each([
  ['custom-phone-provider', [...COMMON, 'notification', 'connection']],
  ['send-phone-message', [...COMMON, 'message_options', 'security_context']],
] as const)('%s: what else is in it', (name, members) => {
  const event = given(name);
  expect(Object.keys(event).sort()).toEqual([...members].sort());
  expect(event['request']).toMatchObject({ ip: '127.0.0.1', method: 'POST', user_agent: 'Browser/1.0' });
  expect(event['user']).toMatchObject({
    user_id: user.id,
    email: user.email,
    app_metadata: { plan: 'gold' },
  });
  expect(event['secrets']).toEqual(secrets);
});
