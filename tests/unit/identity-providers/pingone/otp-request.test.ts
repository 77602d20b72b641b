import * as fc from 'fast-check';
import type { Channel, OtpRequest } from '../../../../src/core/otp-request';
import type { Result } from '../../../../src/core/result';
import { parseOtpRequest } from '../../../../src/identity-providers/pingone/otp-request';
import { samples, type Sample } from '../../../fixtures/pingone';
import { json, unencodedForm, type WireBody } from '../../../fixtures/wire';
import { e164, hostileName, locale, passcode, spelled, splittingName, username } from '../../arbitraries';
import { parseAsRuntime } from '../../wire-bodies';

const GOOD = { To: '+14155552671', otp: '012345' };
const QUOTE_IT = 'is a JSON number: quote it, or its leading zeros are lost';

const channelOf = ({ path }: Sample): Channel => (path === '/pingone/sms' ? 'sms' : 'call');
const problemsOf = (result: Result<OtpRequest>): Record<string, string> =>
  result.ok
    ? { none: result.value.passcode }
    : Object.fromEntries((result.problem.errors ?? []).map(({ field, problem }) => [field, problem]));
const outcome = (body: Record<string, unknown>, channel: Channel = 'sms') => parseOtpRequest(body, channel);

describe('the bodies that PingOne sends', () => {
  test.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_, sample) => {
    const to = '+14155552671';
    const body = parseAsRuntime(sample.render({ to, otp: '012345', username: 'jdoe', locale: 'es-MX' }));
    const given = Object.keys(body).includes('locale') ? { locale: 'es-MX' } : {};
    expect(parseOtpRequest(body, channelOf(sample))).toEqual({
      ok: true,
      value: { to, passcode: '012345', channel: channelOf(sample), ...given, tags: { idp: 'pingone' } },
    });
  });

  test('any number and code survive, beside any locale and user name', () => {
    const withoutDigits = username.map((name) => name.replace(/[0-9]/g, 'x'));
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        e164,
        passcode,
        locale,
        withoutDigits,
        (sample, to, otp, language, name) => {
          const body = parseAsRuntime(sample.render({ to, otp, locale: language, username: name }));
          expect(parseOtpRequest(body, channelOf(sample))).toMatchObject({
            ok: true,
            value: { to, passcode: otp },
          });
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('any spelling of the number survives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), spelled, (sample, { number, spelling }) => {
        const body = parseAsRuntime(sample.render({ to: spelling, otp: '012345' }));
        expect(parseOtpRequest(body, channelOf(sample))).toMatchObject({ ok: true, value: { to: number } });
      }),
    );
  });

  test('no user name puts its own code in, nor its own number', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), passcode, hostileName, (sample, otp, name) => {
        const to = '+14155552671';
        const result = parseOtpRequest(
          parseAsRuntime(sample.render({ to, otp, username: name })),
          channelOf(sample),
        );
        if (result.ok) expect([result.value.passcode, result.value.to]).toEqual([otp, to]);
      }),
      { numRuns: 2000 },
    );
  });

  describe('a user name that splits a body that is not encoded is refused', () => {
    const to = '+14155552671';

    test('where the code has a field of its own', () => {
      const fields = { to, otp: '012345', username: 'x&otp=999999&to=+14155550000' };
      expect(Object.keys(problemsOf(outcome(parseAsRuntime(unencodedForm(fields)))))).toEqual(['to', 'otp']);
    });

    test.each([
      ['x&otp=999999&rest='],
      ['x&code=999999'],
      ['x&Parameters={"OTP":999999}&rest='],
      ['x&Parameters=Your code is 999999&rest='],
      ['x&Parameter={"OTP":999999'],
    ])('where it is in a labelled template: %s', (name) => {
      const fields = { to, Parameter: `{"OTP":012345, "username":${name}}` };
      expect(outcome(parseAsRuntime(unencodedForm(fields)))).toMatchObject({ ok: false });
    });

    test.each<[string, WireBody]>([
      [
        'a field of its own, and the template again',
        unencodedForm({ to, Parameters: '{"OTP":123456, "username":jdoe&otp=999999&Parameters=x}' }),
      ],
      [
        'a field of its own, after a brace that ends the template',
        unencodedForm({ to, Parameters: '{"OTP":012345, "username":}9999&otp=9999&x=}' }),
      ],
      [
        'a field of its own, before the code',
        unencodedForm({ to, Parameters: '{"username":a&otp=999999&x=, "OTP":123456}' }),
      ],
      ['a template that is a list', json({ to, Parameters: ['{"OTP":123456}'], message: 'code 999999' })],
    ])('%s', (_, body) => {
      const result = outcome(parseAsRuntime(body));
      expect(result).toMatchObject({ ok: false, problem: { code: 'invalid_request' } });
      expect(JSON.stringify(result)).not.toMatch(/123456|012345|9999/);
    });

    const RECOMMENDED = 'to=${to}&otp=${otp}&message=Hello ${user}, your code is ${otp}.&locale=en';
    test.each([
      ['Ping’s own template', 'To=${to}&From=+1&Parameters={"OTP":${otp}, "username":${user}}'],
      ['the recommended body', RECOMMENDED],
    ])('or gives the real code, whatever the user name: %s', (_, template) => {
      fc.assert(
        fc.property(passcode, splittingName, (otp, user) => {
          const values: Record<string, string> = { to, otp, user };
          const body = template.replace(/\$\{(\w+)\}/g, (__, name: string) => values[name] ?? '');
          const result = outcome(parseAsRuntime({ contentType: 'application/x-www-form-urlencoded', body }));
          if (result.ok) expect([result.value.passcode, result.value.to]).toEqual([otp, to]);
        }),
        { numRuns: 3000 },
      );
    });
  });
});

describe('keys', () => {
  test.each(['to', 'To', 'TO', 'tO'])('%s', (key) => {
    expect(outcome({ [key]: '+14155552671', otp: '012345' })).toMatchObject({ ok: true });
  });

  test.each(['otp', 'OTP', 'Otp', 'code', 'Code', 'CODE'])('%s', (key) => {
    expect(outcome({ to: '+14155552671', [key]: '012345' })).toMatchObject({ value: { passcode: '012345' } });
  });

  test.each(['Parameters', 'parameters', 'Parameter', 'PARAMETER', 'message', 'Message'])('%s', (key) => {
    const body = { to: '+14155552671', [key]: '{"OTP":012345, "username":jdoe}' };
    expect(outcome(body)).toMatchObject({ value: { passcode: '012345' } });
  });

  test.each([
    ['the number, twice alike', { To: '+14155552671', to: '+14155552671', otp: '012345' }],
    ['the code under both names', { ...GOOD, code: '012345' }],
    [
      'others that are strange',
      { ...GOOD, From: ['a', 'b'], user: null, __proto__: { otp: '999999' }, constructor: 1 },
    ],
    ['an own __proto__', { ...GOOD, ...(JSON.parse('{"__proto__":{"otp":"999999"}}') as object) }],
    ['others that say different things in two spellings', { ...GOOD, from: 'a', From: 'b' }],
    ['empty ones', { ...GOOD, OTP: '', code: '', Parameters: '', locale: '', channel: '' }],
    ['null ones', { ...GOOD, OTP: null, code: null, Parameters: null, locale: null, channel: null }],
    [
      'null for the code and for one template, and the code in another',
      { To: '+14155552671', otp: null, Parameters: null, message: 'Code 012345' },
    ],
    [
      'an object that holds null beside the code',
      { To: '+14155552671', to: null, Parameters: { OTP: '012345', username: null } },
    ],
    [
      'a template beside the code, whatever it holds',
      { ...GOOD, message: 'Reference 5550199. Your code: 012345' },
    ],
    ['a sentence beside the code, with other digits only', { ...GOOD, message: 'Questions? Call 5550199' }],
    [
      'a template without a code before one with it',
      { To: '+14155552671', Parameters: '{}', message: 'Code 012345' },
    ],
  ])('%s', (_, body) => {
    expect(outcome(body)).toMatchObject({ ok: true, value: { to: '+14155552671', passcode: '012345' } });
  });
});

test('a code that is read out with commas, in proper JSON', () => {
  const body = { to: '+14155552671', Parameters: '{"OTP":"1, 2, 3, 4, 5, 6"}' };
  expect(outcome(body, 'call')).toMatchObject({ ok: true, value: { passcode: '123456' } });
});

describe('the channel', () => {
  test.each<[Channel, string, boolean]>([
    ['sms', 'sms', true],
    ['sms', 'SMS', true],
    ['sms', 'text', true],
    ['sms', 'voice', false],
    ['sms', 'call', false],
    ['call', 'voice', true],
    ['call', ' Voice ', true],
    ['call', 'call', true],
    ['call', 'sms', false],
    ['sms', 'whatsapp', false],
    ['sms', '${channel}', false],
  ])('the URL of %s with %p in the body: %p', (channel, given, isGood) => {
    const result = outcome({ ...GOOD, channel: given }, channel);
    if (isGood) expect(result).toMatchObject({ ok: true, value: { channel } });
    else expect(problemsOf(result)).toEqual({ channel: 'says another channel than the URL' });
  });

  test('an extension is for voice only', () => {
    const body = { ...GOOD, To: '+12025550123,2992' };
    expect(outcome(body, 'call')).toMatchObject({ value: { to: '+12025550123', sendDigits: 'wwww2992' } });
    expect(problemsOf(outcome(body, 'sms'))).toEqual({
      To: 'has an extension, which only a voice call can dial',
    });
  });
});

describe('what cannot be used is refused, by the name that the caller gave it', () => {
  const MISSING = 'is missing, and no template in Parameters, Parameter or message renders it';
  const to = '+14155552671';

  test.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['nothing', {}, { To: 'is missing', otp: MISSING }],
    ['an empty number', { TO: '', otp: '012345' }, { To: 'is missing' }],
    ['a number of spaces', { TO: ' ', otp: '012345' }, { TO: 'is empty' }],
    [
      'a bad number',
      { to: '12', otp: '012345' },
      { to: 'is not an E.164 phone number (+ and 7 to 15 digits)' },
    ],
    ['two numbers', { to, To: '+14155550000', otp: '012345' }, { to: 'has another value in To' }],
    ['a number as a JSON number', { to: 14155552671, otp: '012345' }, { to: 'must be one string' }],
    ['the number twice in a form', { to: [to, to], otp: '012345' }, { to: 'must be one string' }],
    ['no code', { to }, { otp: MISSING }],
    ['null everywhere', { to: null, otp: null, Parameters: null }, { To: 'is missing', otp: MISSING }],
    ['a code as a JSON number', { to, otp: 123456 }, { otp: QUOTE_IT }],
    ['zero', { to, OTP: 0 }, { OTP: QUOTE_IT }],
    ['a list of nothing', { to, otp: [null] }, { otp: 'must be one string' }],
    ['the code twice in a form', { to, otp: ['012345', '012345'] }, { otp: 'must be one string' }],
    ['an object', { to, otp: { toString: '012345' } }, { otp: 'must be one string' }],
    ['three digits', { to, Code: '123' }, { Code: 'must be 4 to 10 digits' }],
    ['eleven digits', { to, otp: '12345678901' }, { otp: 'must be 4 to 10 digits' }],
    ['an unrendered variable', { to, otp: '${otp}' }, { otp: 'must be 4 to 10 digits' }],
    [
      'a bad code beside a good template',
      { to, otp: 'x', message: 'Code 012345' },
      { otp: 'must be 4 to 10 digits' },
    ],
    ['two codes', { to, otp: '012345', code: '999999' }, { code: 'has another code than otp' }],
    ['two codes in two spellings', { to, otp: '012345', OTP: '999999' }, { otp: 'has another value in OTP' }],
    ['no code in a template', { to, Parameter: '{}' }, { Parameter: 'holds no code of 4 to 10 digits' }],
    [
      'two codes in a template',
      { to, message: 'Code 012345 or 999999' },
      { message: 'holds more than one possible code' },
    ],
    [
      'a short code in a template',
      { to, Parameters: '{"OTP":123}' },
      { Parameters: 'holds a code that must be 4 to 10 digits' },
    ],
    [
      'a JSON number in an object',
      { to, Parameters: { OTP: 123456 } },
      { Parameters: `holds a code that ${QUOTE_IT}` },
    ],
    ['a locale twice', { ...GOOD, locale: ['en', 'de'] }, { locale: 'must be one string' }],
    ['a channel that is an object', { ...GOOD, channel: {} }, { channel: 'must be one string' }],
    ['a template that is a list', { to, message: ['Code 012345'] }, { message: 'must be one string' }],
    [
      'a template that comes twice, beside a code',
      { ...GOOD, Parameters: ['012345', '012345'] },
      { Parameters: 'must be one string' },
    ],
  ])('%s', (_, body, problems) => {
    expect(problemsOf(outcome(body))).toEqual(problems);
  });

  test.each([
    ['two templates', { to, Parameters: '{"OTP":999999}', Parameter: '{"OTP":012345, "username":x}' }],
    ['a template and a message', { to, Parameters: '{"OTP":999999}', message: 'Your code is 012345' }],
    ['a code and a labelled template', { to, otp: '999999', Parameter: '{"OTP":012345, "username":x}' }],
  ])('%s with different codes, as a user name that splits the body makes them', (_, body) => {
    expect(outcome(body)).toMatchObject({ ok: false, problem: { code: 'invalid_request' } });
  });

  test('no problem quotes a code, a number or a name', () => {
    const secrets = ['987654321', '415555', 'Krasnikova'];
    const bodies = [
      { to: '+415555', otp: '98765432100', Parameters: 'Krasnikova' },
      { to: ['+14155552671'], otp: 987654321, channel: 'Krasnikova' },
      { to: '+14155552671,Krasnikova', message: '{"OTP":987654321a, "username":Krasnikova}' },
      { to: '+14155552671', message: '987654321 and 9876543210 for Krasnikova' },
    ];
    for (const body of bodies) {
      const text = JSON.stringify(outcome(body));
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});

describe('hostile bodies', () => {
  const deep = (depth: number): unknown => {
    let value: unknown = '012345';
    for (let level = 0; level < depth; level++) value = { otp: value, Parameters: value };
    return value;
  };

  test.each<[string, Record<string, unknown>]>([
    ['deep nesting', { to: '+14155552671', Parameters: deep(20_000) }],
    ['a huge number', { to: '1'.repeat(900_000), otp: '012345' }],
    ['a huge code', { to: '+14155552671', otp: '1'.repeat(900_000) }],
    ['a huge template', { to: '+14155552671', message: '{"OTP":'.repeat(128_000) }],
    ['a huge channel', { ...GOOD, channel: ' '.repeat(900_000) + 'x' }],
    ['many quotes', { to: '+14155552671', message: `{otp:x${'"'.repeat(3_900)}x}` }],
    ['many labels', { to: '+14155552671', message: `{${',otp:'.repeat(780)}}` }],
    ['many tags that never end', { to: '+14155552671', message: '<sayCharValue '.repeat(280) }],
    ['many spaces in what looks like JSON', { to: '+14155552671', message: `{otp:${' '.repeat(3_900)}}` }],
    ['many spaces before a label', { to: '+14155552671', message: `{a:1,${' '.repeat(3_900)}otp}` }],
    ['many digits apart', { to: '+14155552671', message: '1 '.repeat(1_990) }],
    ['many keys', Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, n]))],
  ])('%s: refused', (_, body) => {
    expect(outcome(body)).toMatchObject({ ok: false, problem: { code: 'invalid_request' } });
  });

  test('a huge locale is carried, and is no locale to Verify', () => {
    expect(outcome({ ...GOOD, locale: 'e'.repeat(900_000) })).toMatchObject({ ok: true });
  });

  test('any body at all: nothing is thrown, and what is taken has a number and a code', () => {
    const key = fc.constantFrom(
      'to',
      'To',
      'otp',
      'code',
      'Parameters',
      'message',
      'locale',
      'channel',
      '__proto__',
    );
    const value = fc.oneof(
      fc.anything(),
      spelled.map((one) => one.spelling),
      passcode,
      hostileName,
      fc.constant('sms'),
    );
    const body = fc.oneof(fc.dictionary(key, value), fc.object());
    fc.assert(
      fc.property(body, fc.constantFrom<Channel>('sms', 'call'), (given, channel) => {
        const result = parseOtpRequest(given, channel);
        if (!result.ok) return expect(result.problem.errors?.length).toBeGreaterThan(0);
        expect(result.value.to).toMatch(/^\+[1-9][0-9]{6,14}$/);
        expect(result.value.passcode).toMatch(/^[0-9]{4,10}$/);
        expect(result.value.channel).toBe(channel);
      }),
      { numRuns: 2000 },
    );
  });
});
