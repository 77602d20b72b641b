import * as fc from 'fast-check';
import type { OtpRequest } from '../../../../src/core/otp-request';
import { getOwn } from '../../../../src/core/record';
import type { Result } from '../../../../src/core/result';
import { parseOtpRequest } from '../../../../src/identity-providers/auth0/otp-request';
import {
  documentedNotificationEvent,
  messageOptionsEvent,
  notificationEvent,
  raw,
  samples,
  type NotificationType,
} from '../../../fixtures/auth0';
import { e164, passcode, spelled } from '../../arbitraries';
import { parseAsRuntime } from '../../wire-bodies';

const TO = '+18085555555';
const MESSAGE = { recipient: '+1-808-555-5555', code: '012345' };
const TAGS = { idp: 'auth0', tenant: 'example-tenant', client: 'x4mpl3Cl13ntIdOfTheTestPage00000' };
const NOT_E164 = 'is not an E.164 phone number (+ and 7 to 15 digits)';

type Fields = Record<string, unknown>;
const parse = (event: unknown): Result<OtpRequest> => parseOtpRequest({ event });
const notification = (changes: Fields) => {
  const event = notificationEvent(MESSAGE);
  return parse({ ...event, notification: { ...event.notification, ...changes } });
};
const messageOptions = (changes: Fields) => {
  const event = messageOptionsEvent(MESSAGE);
  return parse({ ...event, message_options: { ...event.message_options, ...changes } });
};
const problemsOf = (result: Result<OtpRequest>): Record<string, string> => {
  if (result.ok || result.problem.code !== 'invalid_request') return { unexpected: JSON.stringify(result) };
  return Object.fromEntries((result.problem.errors ?? []).map(({ field, problem }) => [field, problem]));
};

describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_, { render }) => {
  test.each([
    [false, 'sms'],
    [true, 'call'],
  ])('voice %p -> %s', (voice, channel) => {
    const message = { ...MESSAGE, voice, locale: 'es-MX', ip: '203.0.113.9' };
    const body = parseAsRuntime(render(message));
    // Our Actions do not send the user, and Auth0's whole event has one.
    const userId = getOwn(getOwn(body['event'], 'user'), 'user_id');
    expect(parseOtpRequest(body)).toEqual({
      ok: true,
      value: {
        to: TO,
        passcode: '012345',
        channel,
        locale: 'es-MX',
        deviceIp: '203.0.113.9',
        ...(userId !== undefined && { userId }),
        tags: TAGS,
      },
    });
  });

  test('any number in any spelling, and any code', () => {
    fc.assert(
      fc.property(spelled, passcode, ({ number, spelling }, code) => {
        const result = parseOtpRequest(parseAsRuntime(render({ recipient: spelling, code })));
        expect(result).toMatchObject({ ok: true, value: { to: number, passcode: code } });
      }),
    );
  });
});

test('what is null is not there', () => {
  const [one, other] = [notificationEvent(MESSAGE), messageOptionsEvent(MESSAGE)];
  expect(parse({ ...one, message_options: null })).toEqual(parse(one));
  expect(parse({ ...other, notification: null })).toEqual(parse(other));
  expect(parse(one)).toMatchObject({ ok: true });
  expect(parse(other)).toMatchObject({ ok: true });
  expect(problemsOf(parse({ notification: null, message_options: null }))).toEqual({
    'event.notification': 'is missing, and so is event.message_options',
  });
});

describe('a notification without a code', () => {
  test.each<NotificationType>(['blocked_account', 'change_password', 'password_breach', 'otp_verify'])(
    '%s is no OTP',
    (type) => {
      const result = parse(notificationEvent({ ...MESSAGE, code: undefined }, type));
      expect(result).toMatchObject({ ok: false, problem: { code: 'not_an_otp', retryable: false } });
    },
  );

  test.each([
    ['an empty code', ''] as const,
    ['a null code', null] as const,
    ['undefined', undefined] as const,
  ])('%s is no OTP, whatever else is wrong', (_, code) => {
    expect(notification({ code, recipient: 7 })).toMatchObject({ problem: { code: 'not_an_otp' } });
  });

  test('send-phone-message always promises one', () => {
    expect(problemsOf(messageOptions({ code: undefined }))).toEqual({
      'event.message_options.code': 'is missing',
    });
    expect(problemsOf(messageOptions({ code: null }))).toEqual({
      'event.message_options.code': 'is missing',
    });
  });
});

describe('the channel', () => {
  test.each([
    ['text', 'sms'],
    ['sms', 'sms'],
    ['voice', 'call'],
  ])('%s -> %s, on both triggers', (given, channel) => {
    expect(notification({ delivery_method: given })).toMatchObject({ value: { channel } });
    expect(messageOptions({ message_type: given })).toMatchObject({ value: { channel } });
  });

  test.each([
    undefined,
    null,
    '',
    'call',
    'SMS',
    'email',
    'whatsapp',
    'constructor',
    '__proto__',
    7,
    ['text'],
    {},
  ])('%p is never guessed', (given) => {
    const problem = (given ?? undefined) === undefined ? 'is missing' : 'must be one of text, sms, voice';
    expect(problemsOf(notification({ delivery_method: given }))).toEqual({
      'event.notification.delivery_method': problem,
    });
    expect(problemsOf(messageOptions({ message_type: given }))).toEqual({
      'event.message_options.message_type': problem,
    });
  });

  test('an extension is for voice only', () => {
    const recipient = '+1-202-555-0123,2992';
    expect(notification({ recipient, delivery_method: 'voice' })).toMatchObject({
      value: { to: '+12025550123', sendDigits: 'wwww2992' },
    });
    expect(problemsOf(notification({ recipient }))).toEqual({
      'event.notification.recipient': 'has an extension, which only a voice call can dial',
    });
  });
});

describe('what cannot be used is refused by its path', () => {
  const IS_MISSING = 'is missing, and so is event.message_options';
  const { notification: inner } = notificationEvent(MESSAGE);

  test.each<[string, Fields, Fields]>([
    ['nothing', {}, { event: 'is missing: post {"event": …} as JSON' }],
    [
      'the raw event',
      parseAsRuntime(raw(notificationEvent(MESSAGE))),
      { event: 'is missing: post {"event": …} as JSON' },
    ],
    ['an event in text', { event: '{}' }, { event: 'must be an object' }],
    ['null', { event: null }, { event: 'must be an object' }],
    ['a list', { event: [notificationEvent(MESSAGE)] }, { event: 'must be an object' }],
    ['an empty event', { event: {} }, { 'event.notification': IS_MISSING }],
    [
      'the event of another trigger',
      { event: { user: {}, request: {} } },
      { 'event.notification': IS_MISSING },
    ],
    [
      'a notification in text',
      { event: { notification: 'x' } },
      { 'event.notification': 'must be an object' },
    ],
    [
      'a list of notifications',
      { event: { notification: [inner] } },
      { 'event.notification': 'must be an object' },
    ],
    [
      'options in text',
      { event: { message_options: 'x' } },
      { 'event.message_options': 'must be an object' },
    ],
    [
      'both triggers at once',
      { event: { notification: inner, message_options: {} } },
      { event: 'has both a notification and message_options' },
    ],
    [
      'a notification only by inheritance',
      { event: JSON.parse('{"__proto__":{"notification":{}}}') as object },
      { 'event.notification': IS_MISSING },
    ],
  ])('%s', (_, body, problems) => {
    expect(problemsOf(parseOtpRequest(body))).toEqual(problems);
  });

  test.each<[string, Fields, Record<string, string>]>([
    ['no recipient', { recipient: undefined }, { recipient: 'is missing' }],
    ['a null recipient', { recipient: null }, { recipient: 'is missing' }],
    ['an empty recipient', { recipient: '' }, { recipient: 'is empty' }],
    ['a JSON number', { recipient: 18085555555 }, { recipient: 'must be one string' }],
    ['a list', { recipient: ['+18085555555'] }, { recipient: 'must be one string' }],
    ['no number', { recipient: 'jdoe@example.com' }, { recipient: NOT_E164 }],
    ['the code of a dashboard test', { code: '1234556ADSFA547865' }, { code: 'must be 4 to 10 digits' }],
    ['three digits', { code: '123' }, { code: 'must be 4 to 10 digits' }],
    ['eleven digits', { code: '12345678901' }, { code: 'must be 4 to 10 digits' }],
    [
      'a code as a JSON number',
      { code: 123456 },
      { code: 'is a JSON number: quote it, or its leading zeros are lost' },
    ],
    ['zero', { code: 0 }, { code: 'is a JSON number: quote it, or its leading zeros are lost' }],
    ['a list of codes', { code: ['123456'] }, { code: 'must be one string' }],
    ['false', { code: false }, { code: 'must be one string' }],
    [
      'all at once',
      { code: 'x', recipient: 'x', delivery_method: 'x', message_type: 'x' },
      { code: 'must be 4 to 10 digits', recipient: NOT_E164 },
    ],
  ])('%s, on both triggers', (_, changes, problems) => {
    for (const [name, parsed] of [
      ['notification', notification(changes)],
      ['message_options', messageOptions(changes)],
    ] as const) {
      const expected = Object.entries(problems).map(([field, problem]) => [
        `event.${name}.${field}`,
        problem,
      ]);
      expect(problemsOf(parsed)).toMatchObject(Object.fromEntries(expected));
      const unexpected = Object.keys(problemsOf(parsed)).filter((field) => !/code|recipient/.test(field));
      expect(unexpected).toHaveLength('message_type' in changes ? 1 : 0);
    }
  });

  test('no problem quotes a code or a number', () => {
    const text = JSON.stringify([
      notification({ code: '98765432109', recipient: '+0987654321' }),
      messageOptions({ code: 987654321, recipient: '+14155552671,98765432x', message_type: '987654321' }),
    ]);
    expect(text).not.toContain('98765432');
  });
});

describe('the locale', () => {
  test('a notification has its own; another type than text is refused', () => {
    expect(notification({ locale: 'en_US' })).toMatchObject({ value: { locale: 'en_US' } });
    expect(problemsOf(notification({ locale: 7 }))).toEqual({
      'event.notification.locale': 'must be one string',
    });
  });

  test.each([undefined, null])('without it (%p) the browser is not asked', (given) => {
    const result = notification({ locale: given });
    expect(result.ok && result.value).not.toHaveProperty('locale');
  });

  test.each([7, null, undefined, ['en'], {}])(
    'a language of the browser that is %p is left out',
    (language) => {
      const result = parse({ ...messageOptionsEvent(MESSAGE), request: { language } });
      expect(result).toMatchObject({ ok: true, value: { to: TO } });
      expect(result.ok && result.value).not.toHaveProperty('locale');
    },
  );
});

describe('the address of the end user', () => {
  test.each(['203.0.113.7', '2001:db8::7', '::ffff:203.0.113.7'])('%s goes to Verify', (ip) => {
    expect(parse(notificationEvent({ ...MESSAGE, ip }))).toMatchObject({ value: { deviceIp: ip } });
  });

  test.each([
    ['text', 'unknown'],
    ['nothing', ''],
    ['a list of addresses', '203.0.113.7, 198.51.100.2'],
    ['a port', '203.0.113.7:443'],
    ['a network', '203.0.113.0/24'],
    ['a zone', 'fe80::1%eth0'],
    ['brackets', '[2001:db8::7]'],
    ['a number out of range', '203.0.113.256'],
    ['a number', 3405803783],
    ['a list', ['203.0.113.7']],
    ['null', null],
  ])('%s is left out, and the code still goes', (_, ip) => {
    const result = parse({ ...notificationEvent(MESSAGE), request: { ip } });
    expect(result).toMatchObject({ ok: true, value: { passcode: '012345' } });
    expect(result.ok && result.value).not.toHaveProperty('deviceIp');
  });

  test.each([undefined, null, 'text', [], 7])('a request that is %p is no obstacle', (request) => {
    expect(parse({ ...notificationEvent(MESSAGE), request })).toMatchObject({ ok: true });
  });
});

describe('the tags', () => {
  test('are names of systems only: no user, organisation, connection or address', () => {
    const result = parse(documentedNotificationEvent(MESSAGE));
    expect(result).toMatchObject({ ok: true, value: { tags: TAGS } });
    expect(result.ok && Object.keys(result.value.tags)).toEqual(['idp', 'tenant', 'client']);
  });

  test.each([
    ['no text', 7],
    ['null', null],
    ['nothing', ''],
    ['an e-mail address', 'jdoe@example.com'],
    ['a user id', 'auth0|000000000000000000000001'],
    ['a name with a space', 'J. Doe'],
    ['a line break', 'tenant\n'],
    ['129 characters', 'x'.repeat(129)],
    ['an object', { id: 'x' }],
  ])('%s is left out', (_, name) => {
    const event = { ...notificationEvent(MESSAGE), tenant: { id: name }, client: { client_id: name } };
    expect(parse(event)).toMatchObject({ ok: true, value: { tags: { idp: 'auth0' } } });
    expect(JSON.stringify(parse(event))).toContain('"tags":{"idp":"auth0"}');
  });

  test('128 characters are kept, and a missing client is no obstacle', () => {
    const { client: _, ...event } = notificationEvent(MESSAGE);
    const tenant = 'x'.repeat(128);
    expect(parse({ ...event, tenant: { id: tenant } })).toMatchObject({
      value: { tags: { idp: 'auth0', tenant } },
    });
  });
});

test('any body at all: nothing is thrown, and what is taken has a number and a code', () => {
  const text = fc.oneof(e164, passcode, fc.constantFrom('text', 'sms', 'voice', 'en'), fc.string());
  const field = fc.constantFrom(
    'code',
    'recipient',
    'delivery_method',
    'message_type',
    'locale',
    '__proto__',
  );
  const message = fc.oneof(fc.dictionary(field, fc.oneof(text, fc.anything())), fc.anything());
  const name = fc.constantFrom('notification', 'message_options', 'request', 'tenant', 'client');
  const event = fc.oneof(fc.dictionary(name, message, { maxKeys: 3 }), fc.anything());
  fc.assert(
    fc.property(fc.oneof(fc.record({ event }), fc.object()), (body) => {
      const result = parseOtpRequest(body);
      if (!result.ok) return expect(['invalid_request', 'not_an_otp']).toContain(result.problem.code);
      expect(result.value.to).toMatch(/^\+[1-9][0-9]{6,14}$/);
      expect(result.value.passcode).toMatch(/^[0-9]{4,10}$/);
      expect(['sms', 'call']).toContain(result.value.channel);
    }),
    { numRuns: 2000 },
  );
});
