import { orderChannels } from '../../../src/core/channel-order';
import type { Channel, SendRequest } from '../../../src/core/otp-request';

const SMS: SendRequest = { to: '+14155552671', passcode: '012345', channel: 'sms', tags: {} };
const CALL: SendRequest = { ...SMS, channel: 'call' };

test.each<[string, SendRequest, Channel[] | undefined, string | undefined, Channel | undefined, Channel[]]>([
  ['without a plan, SMS, and a call to a landline', SMS, undefined, undefined, undefined, ['sms', 'call']],
  ['without a plan, a call', CALL, undefined, undefined, undefined, ['call']],
  [
    'without a plan, WhatsApp',
    { ...SMS, channel: 'whatsapp' },
    undefined,
    undefined,
    undefined,
    ['whatsapp'],
  ],
  ['a known landline is called at once', SMS, undefined, 'landline', undefined, ['call']],
  ['another type is not', SMS, undefined, 'mobile', undefined, ['sms', 'call']],
  ['the plan', SMS, ['whatsapp', 'sms'], undefined, undefined, ['whatsapp', 'sms']],
  [
    'the channel that the user chose comes first',
    CALL,
    ['sms', 'call'],
    undefined,
    undefined,
    ['call', 'sms'],
  ],
  ['unless the plan has it not', CALL, ['sms'], undefined, undefined, ['sms']],
  [
    'a landline, by the plan',
    SMS,
    ['whatsapp', 'sms', 'call'],
    'landline',
    undefined,
    ['call', 'whatsapp', 'sms'],
  ],
  [
    'a landline that the plan does not call',
    SMS,
    ['whatsapp', 'sms'],
    'landline',
    undefined,
    ['whatsapp', 'sms'],
  ],
  ['a repeated request', SMS, ['sms', 'whatsapp', 'call'], undefined, 'sms', ['whatsapp', 'call', 'sms']],
  ['one more', SMS, ['sms', 'whatsapp', 'call'], undefined, 'whatsapp', ['call', 'sms', 'whatsapp']],
  [
    'and from the start again',
    SMS,
    ['sms', 'whatsapp', 'call'],
    undefined,
    'call',
    ['sms', 'whatsapp', 'call'],
  ],
  ['a channel that the plan has no longer', SMS, ['sms', 'call'], undefined, 'whatsapp', ['sms', 'call']],
  ['a repeated request for a call', CALL, ['sms', 'call'], undefined, 'call', ['call', 'sms']],
  [
    'an extension is only dialled',
    { ...CALL, sendDigits: 'ww22' },
    ['sms', 'call'],
    undefined,
    undefined,
    ['call'],
  ],
  ['an extension without a call', { ...CALL, sendDigits: 'ww22' }, ['sms'], undefined, undefined, []],
  ['e-mail needs an address', SMS, ['email', 'sms'], undefined, undefined, ['sms']],
  [
    'e-mail with one',
    { ...SMS, email: 'a@example.com' },
    ['email', 'sms'],
    undefined,
    undefined,
    ['email', 'sms'],
  ],
  ['an address without a plan', { ...SMS, channel: 'email' }, undefined, undefined, undefined, ['email']],
  [
    'an address, by a plan with e-mail',
    { ...SMS, channel: 'email' },
    ['sms', 'email'],
    undefined,
    undefined,
    ['email'],
  ],
  ['an address, by a plan without', { ...SMS, channel: 'email' }, ['sms'], undefined, undefined, []],
])('%s', (_, request, planned, lineType, pending, expected) => {
  expect(orderChannels(request, planned, lineType, pending)).toEqual(expected);
});
