import { startSandbox, type Sandbox } from '../../sandbox/server';
import { credentials, delivered, postForm } from '../support/stand-in';

const good = { To: '+12025550123', Channel: 'sms', CustomCode: '012345' };
let sandbox: Sandbox;

async function send(form: Record<string, string>) {
  const response = await postForm(sandbox, 'Verifications', form);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

beforeEach(async () => {
  sandbox = await startSandbox({ credentials });
});
afterEach(() => sandbox.close());

const tags = (count: number, key = 'k', value = 'v') =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [key + index, value])));

test.each<[string, Record<string, string | undefined>, number, number]>([
  ['no number', { To: undefined }, 400, 60200],
  ['an empty number', { To: '' }, 400, 60200],
  ['a number without +', { To: '12025550123' }, 400, 60200],
  ['a + that became a space', { To: ' 12025550123' }, 400, 60200],
  ['a number with hyphens', { To: '+1-202-555-0123' }, 400, 60200],
  ['a number with an extension', { To: '+12025550123,2992' }, 400, 60200],
  ['a number that is too short', { To: '+1202555012' }, 400, 60200],
  ['a number that is too long', { To: '+120255501234' }, 400, 60200],
  ['no such area code', { To: '+11025550123' }, 400, 60200],
  ['no such calling code', { To: '+012025550123' }, 400, 60200],
  ['no channel', { Channel: undefined }, 400, 60200],
  ['the channel voice', { Channel: 'voice' }, 400, 60200],
  ['the channel SMS', { Channel: 'SMS' }, 400, 60200],
  ['the channel rcs', { Channel: 'rcs' }, 400, 60200],
  ['the channel sna', { Channel: 'sna' }, 400, 60223],
  ['the channel auto', { Channel: 'auto' }, 400, 60223],
  ['a code of three', { CustomCode: '123' }, 400, 60200],
  ['a code of eleven', { CustomCode: '12345678901' }, 400, 60200],
  ['an empty code', { CustomCode: '' }, 400, 60200],
  ['a locale with a region', { Locale: 'en-US' }, 404, 20404],
  ['a locale for voice only', { Locale: 'en-GB' }, 404, 20404],
  ['a locale for SMS only', { Channel: 'call', Locale: 'he' }, 404, 20404],
  ['digits with a comma', { Channel: 'call', SendDigits: ',2992' }, 400, 60200],
  ['no digits', { Channel: 'call', SendDigits: '' }, 400, 60200],
  ['an address that is none', { DeviceIp: '203.0.113.256' }, 400, 60200],
  ['tags that are no JSON', { Tags: 'idp=auth0' }, 400, 60200],
  ['tags in a list', { Tags: '["auth0"]' }, 400, 60200],
  ['a tag that is a number', { Tags: '{"a":1}' }, 400, 60200],
  ['eleven tags', { Tags: tags(11) }, 400, 60200],
  ['a long tag', { Tags: tags(1, 'k', 'v'.repeat(129)) }, 400, 60200],
  ['a long name of a tag', { Tags: tags(1, 'k'.repeat(128)) }, 400, 60200],
])('%s is refused', async (_, change, status, code) => {
  const form = Object.fromEntries(
    Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined),
  );
  expect(await send(form as Record<string, string>)).toEqual({
    status,
    body: {
      code,
      message: expect.any(String) as string,
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    },
  });
  expect(await delivered(sandbox)).toEqual([]);
});

test.each<[string, Record<string, string>]>([
  ['a code of four', { CustomCode: '1234' }],
  ['a code of ten', { CustomCode: '1234567890' }],
  ['another country', { To: '+4915112345678' }],
  ['a locale for both', { Locale: 'pt-BR' }],
  ['a locale for voice', { Channel: 'call', Locale: 'en-GB' }],
  ['a locale for SMS', { Locale: 'he' }],
  ['pauses and keys', { Channel: 'call', SendDigits: 'wwwW2992#*' }],
  ['IPv4', { DeviceIp: '203.0.113.7' }],
  ['IPv6', { DeviceIp: '2001:db8::7' }],
  ['ten tags', { Tags: tags(10, 'k'.repeat(127), 'v'.repeat(128)) }],
  ['an unknown parameter', { Colour: 'blue' }],
])('%s is taken', async (_, change) => {
  expect((await send({ ...good, ...change })).status).toBe(201);
  expect(await delivered(sandbox)).toHaveLength(1);
});

test.each([
  ['sms', 'Your Sandbox verification code is: 012345', {}, { locale: null, send_digits: null }],
  [
    'call',
    'Your Sandbox verification code is: 0 1 2 3 4 5. Your Sandbox verification code is: 0 1 2 3 4 5.',
    { Locale: 'es', SendDigits: 'ww2992' },
    { locale: 'es', send_digits: 'ww2992' },
  ],
])('what the phone gets by %s', async (channel, text, more, recorded) => {
  const { body } = await send({ ...good, ...more, Channel: channel });
  expect(await delivered(sandbox)).toEqual([
    {
      sid: body['sid'],
      to: good.To,
      channel,
      code: '012345',
      text,
      ...recorded,
      at: expect.any(String) as string,
    },
  ]);
});
