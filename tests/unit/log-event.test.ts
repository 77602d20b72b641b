import fc from 'fast-check';
import type { Outcome } from '../../src/core/feedback';
import { parseLogEvent } from '../../src/identity-providers/auth0/log-event';
import {
  DATE,
  enrollmentCompleted,
  enrollmentOnly,
  factorSucceeded,
  LOG_ID,
  otherFactors,
  passwordLogin,
  passwordlessLogin,
  phoneFactors,
  pushEnrolled,
  streamed,
  unproven,
  unprovenTypes,
  type LogData,
} from '../fixtures/auth0-logs';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const proved: Outcome = { kind: 'success', reference: '+14155552671', at: AT, eventId: LOG_ID };
const irrelevant: Outcome<string> = { kind: 'irrelevant' };
const unmappable: Outcome<string> = { kind: 'unmappable' };

/** The event with other details, as `factorSucceeded('sms')` otherwise. */
const withDetails = (details: unknown, more: LogData = {}): LogData => ({
  ...factorSucceeded('sms'),
  description: 'Guardian - Second factor authentication succeed',
  ...more,
  details,
});

/** A second factor that has a number, told in some way. */
const factor = (told: LogData, description = 'Guardian - Second factor authentication succeed'): LogData =>
  withDetails({ authenticator: { ...told, phone_number: '+1 4155552671' } }, { description });

describe('a proved code', () => {
  test.each<[string, LogData]>([
    ...phoneFactors.map((factor): [string, LogData] => [`second factor ${factor}`, factorSucceeded(factor)]),
    ...phoneFactors.map((factor): [string, LogData] => [
      `enrolment of ${factor}`,
      enrollmentCompleted(factor),
    ]),
    ['enrolment with the number at the enrollment alone', enrollmentOnly()],
    [
      'enrolment with null at the authenticator',
      enrollmentCompleted('sms', { phone: null }, '+1 4155552671'),
    ],
    [
      'enrolment with no text at the authenticator',
      enrollmentCompleted('sms', { phone: '' }, '+1 4155552671'),
    ],
    ['enrolment with two numbers', enrollmentCompleted('sms', {}, '+44 7700900123')],
    ['passwordless login', passwordlessLogin()],
  ])('%s, in the envelope and bare', (_, data) => {
    expect(parseLogEvent(streamed(data))).toEqual(proved);
    expect(parseLogEvent(data)).toEqual(proved);
  });

  test.each([
    ['+14155552671', '+14155552671'],
    ['+1 4155552671', '+14155552671'],
    ['+1-415-555-2671', '+14155552671'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+44 7700900123', '+447700900123'],
    ['+358 401234567', '+358401234567'],
  ])('the number %s is %s', (phone, reference) => {
    expect(parseLogEvent(factorSucceeded('sms', { phone }))).toMatchObject({ kind: 'success', reference });
    expect(parseLogEvent(passwordlessLogin({ phone }))).toMatchObject({ kind: 'success', reference });
  });

  test.each<[string, LogData]>([
    ['the type alone', factor({ type: 'sms', id: null })],
    ['the type in capitals', factor({ type: 'SMS', id: null })],
    ['the id alone', factor({ id: 'sms|dev_1' })],
    ['the id, with a type that is no text', factor({ id: 'voice|dev_1', type: 7 })],
    ['the end of the description', factor({}, 'Guardian - Enrollment complete (sms)')],
    ['nothing but the number itself', factor({})],
  ])('the factor is told by %s', (_, data) => {
    expect(parseLogEvent(data)).toEqual(proved);
  });

  test.each<[string, LogData]>([
    ['the strategy alone', { strategy: 'sms', connection: undefined, user_id: undefined }],
    ['the strategy, whatever the connection is called', { strategy: 'sms', connection: 'our-texts' }],
    ['the strategy, for a user whose first identity is another', { strategy: 'sms', user_id: 'auth0|1' }],
    ['the connection alone', { strategy: undefined, connection: 'sms', user_id: undefined }],
    ['the user’s id alone', { strategy: undefined, connection: undefined, user_id: 'sms|1' }],
    ['the user’s id, where the others are no text', { strategy: null, connection: 7, user_id: 'sms|1' }],
    ['an empty strategy, the connection and the id', { strategy: '', connection: 'sms', user_id: 'sms|1' }],
    ['the connection, beside an empty strategy', { strategy: '', user_id: undefined }],
    [
      'the id, whatever the connection is called',
      { strategy: undefined, connection: 'my-sms', user_id: 'sms|1' },
    ],
  ])('passwordless SMS is told by %s', (_, told) => {
    expect(parseLogEvent({ ...passwordlessLogin(), ...told })).toEqual(proved);
  });
});

describe('not ours', () => {
  test.each<[string, LogData]>([
    ...otherFactors.map((factor): [string, LogData] => [`second factor ${factor}`, factorSucceeded(factor)]),
    ...otherFactors.map((factor): [string, LogData] => [
      `second factor ${factor} of a user who has a number`,
      factorSucceeded(factor, { phone: '+1 4155552671' }),
    ]),
    ...otherFactors.map((factor): [string, LogData] => [
      `enrolment of ${factor}, with a number at the enrollment`,
      enrollmentCompleted(factor, {}, '+1 4155552671'),
    ]),
    [
      'a factor told by its type alone, whatever the description says',
      factor({ type: 'email', id: null }, 'Guardian - Second factor authentication succeed (sms)'),
    ],
    ['a factor told by its id alone', factor({ id: 'totp|dev_1' })],
    ['a factor told by the description alone', factor({}, 'Guardian - Enrollment complete (push)')],
    ['push enrolment', pushEnrolled()],
    ['password login with a second factor', passwordLogin()],
    ['password login by a user whose name is a number', { ...passwordLogin(), user_name: '+14155552671' }],
    [
      'passwordless login by email',
      { ...passwordlessLogin(), strategy: 'email', connection: 'email', user_id: 'email|1' },
    ],
    [
      'social login by a user whose first identity is an SMS one',
      {
        ...passwordlessLogin(),
        strategy: 'google-oauth2',
        strategy_type: 'social',
        connection: 'google-oauth2',
      },
    ],
    [
      'password login through a connection that is called sms',
      { ...passwordlessLogin(), strategy: 'auth0', strategy_type: 'database', user_id: 'auth0|1' },
    ],
    [
      'password login by a user whose first identity is an SMS one',
      { ...passwordlessLogin(), strategy: 'auth0', connection: 'users', user_id: 'sms|1' },
    ],
    ['a strategy that is blank', { ...passwordlessLogin(), strategy: ' ' }],
    ...unprovenTypes.map((type): [string, LogData] => [type, unproven(type)]),
    ['an unknown type', { ...factorSucceeded('sms'), type: 'gd_auth_succeeded' }],
    ['a type in capitals', { ...factorSucceeded('sms'), type: 'GD_AUTH_SUCCEED' }],
    ['a list of types', { ...factorSucceeded('sms'), type: ['gd_auth_succeed'] }],
    ['no type', { ...factorSucceeded('sms'), type: undefined }],
  ])('%s', (_, data) => {
    expect(parseLogEvent(streamed(data))).toEqual(irrelevant);
    expect(parseLogEvent(data)).toEqual(irrelevant);
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [7],
    ['gd_auth_succeed'],
    [true],
    [[]],
    [[factorSucceeded('sms')]],
    [{}],
    [{ log_id: '1' }],
    [{ log_id: '1', data: null }],
    [{ log_id: '1', data: 'gd_auth_succeed' }],
    [{ log_id: '1', data: [factorSucceeded('sms')] }],
    // What is inherited is no field.
    [Object.create(factorSucceeded('sms'))],
    [JSON.parse(`{"__proto__":${JSON.stringify(factorSucceeded('sms'))}}`)],
    [JSON.parse(`{"data":{"__proto__":${JSON.stringify(factorSucceeded('sms'))}}}`)],
  ])('%j', (record) => {
    expect(parseLogEvent(record)).toEqual(irrelevant);
  });
});

describe('a success without a number that can be used', () => {
  test.each<[unknown]>([
    [null],
    [undefined],
    [''],
    [' '],
    // A JSON number, as one published sample has it: it has no plus and may have lost digits.
    [4155552671],
    [14155552671],
    // National, or left over of a hash: without a plus nobody knows whose number it is.
    ['4155552671'],
    ['14155552671'],
    ['12345678'],
    [' 14155552671'],
    [true],
    [[]],
    [['+1 4155552671']],
    [{ number: '+1 4155552671' }],
    // Masked by the stream's `pii_config`, or elsewhere.
    ['+1******2671'],
    ['+1 ******2671'],
    ['***'],
    ['XXXXXXXX2671'],
    ['+1 XXX-XXX-2671'],
    // Hashed.
    ['2d06800538d394c2'],
    ['2d068005'],
    ['44bc2cf5ad770999a1b2c3d4e5f60718'],
    ['not a number'],
    ['robin.doe@example.com'],
    ['+0155552671'],
    ['+123456'],
    ['+1415555267112345'],
    ['+1 4155552671 +1 4155552672'],
    ['+1415555２６７１'],
    ['+1 4155552671/../x'],
    [`+1${' '.repeat(100)}4155552671`],
  ])('phone_number %j', (phone) => {
    const authenticator = { id: 'sms|dev_1', type: 'sms', phone_number: phone };
    expect(parseLogEvent(withDetails({ authenticator }))).toEqual(unmappable);
    expect(parseLogEvent(streamed(withDetails({ authenticator })))).toEqual(unmappable);
    expect(parseLogEvent({ ...passwordlessLogin(), user_name: phone })).toEqual(unmappable);
  });

  test('a passwordless login without a user name', () => {
    const { user_name: _, ...rest } = passwordlessLogin();
    expect(parseLogEvent(rest)).toEqual(unmappable);
  });

  test.each<[unknown]>([[undefined], [null], ['sms'], [[]], [7], [{ authenticator: null, enrollment: [] }]])(
    'details %j of an event whose description says (sms)',
    (details) => {
      const description = 'Guardian - Second factor authentication succeed (sms)';
      expect(parseLogEvent(withDetails(details, { description }))).toEqual(unmappable);
      expect(parseLogEvent(withDetails(details))).toEqual(irrelevant);
    },
  );
});

describe('the time', () => {
  test.each<[unknown, number | undefined]>([
    [DATE, AT],
    ['2026-01-02 03:04:05.678000000', AT],
    ['2999-01-01T00:00:00Z', Date.UTC(2999, 0, 1)],
    [undefined, undefined],
    [null, undefined],
    ['', undefined],
    ['[...]', undefined],
    [AT, undefined],
    [{ date: DATE }, undefined],
  ])('date %j', (date, at) => {
    const events = [factorSucceeded('sms'), enrollmentOnly(), passwordlessLogin()];
    for (const event of events) expect(parseLogEvent({ ...event, date })).toEqual({ ...proved, at });
  });
});

describe('whatever the record is', () => {
  const text = fc.oneof(
    fc.constantFrom('sms', 'sms|dev_1', 'Guardian (sms)', 'totp', '+1 4155552671', '+1******2671', DATE),
    fc.anything(),
  );
  const part = (...keys: string[]) =>
    fc.oneof(
      fc.record(Object.fromEntries(keys.map((key) => [key, text])), { requiredKeys: [] }),
      fc.anything(),
    );
  const details = fc.oneof(
    fc.record({ authenticator: part('id', 'type', 'phone_number'), enrollment: part('_id', 'phone_number') }),
    fc.anything(),
  );
  const data = fc.record({
    type: fc.constantFrom('gd_auth_succeed', 'gd_enrollment_complete', 's'),
    date: text,
    description: text,
    details,
    strategy: text,
    connection: text,
    user_id: text,
    user_name: text,
  });
  const record = fc.oneof(fc.anything({ withNullPrototype: true }), data, fc.record({ log_id: text, data }));

  test('it gives one of three outcomes, a number in E.164 and a time in whole milliseconds, and never throws', () => {
    fc.assert(
      fc.property(record, (record) => {
        const outcome = parseLogEvent(record);
        if (outcome.kind !== 'success') return expect([irrelevant, unmappable]).toContainEqual(outcome);
        expect(Object.keys(outcome).sort()).toEqual(['at', 'eventId', 'kind', 'reference']);
        expect(outcome.reference).toMatch(/^\+[1-9][0-9]{6,14}$/);
        expect(outcome.at === undefined || Number.isInteger(outcome.at)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('it is not changed', () => {
    const freeze = (value: unknown): unknown => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
      return value;
    };
    expect(parseLogEvent(freeze(streamed(factorSucceeded('sms'))))).toEqual(proved);
  });
});
