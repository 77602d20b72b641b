import fc from 'fast-check';
import type { Outcome } from '../../src/core/feedback';
import { belongsTo, parseActivity } from '../../src/identity-providers/pingone/activity';
import {
  activity,
  ADMINISTRATOR,
  byAdministrator,
  DATE,
  DEVICE,
  deviceActivated,
  ENVIRONMENT,
  oneTimeDevice,
  USER,
  webhookForm,
  type Activity,
} from '../fixtures/pingone-activities';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const RECORDED_AT = Date.UTC(2026, 0, 2, 3, 4, 5, 700);
const proved = {
  kind: 'success',
  reference: `${ENVIRONMENT}/${USER}/${DEVICE}`,
  at: AT,
  eventId: activity()['id'],
};
const irrelevant = { kind: 'irrelevant' };
const unmappable = { kind: 'unmappable' } as const;
const ELSEWHERE = 'ffffffff-0000-4000-8000-000000000000';

/** As the endpoint does: a device of another environment leads to no number. */
function parse(one: unknown, environmentId = ENVIRONMENT): Outcome {
  const outcome = parseActivity(one);
  const isOther = outcome.kind === 'success' && !belongsTo(environmentId, outcome.reference);
  return isOther ? unmappable : outcome;
}

/** An SMS success with other ids at the user, the device, or both. */
const withActor = (user: unknown): Activity => ({ ...activity(), actors: { user } });
const withResources = (...resources: unknown[]): Activity => ({ ...activity(), resources });
const device = { type: 'DEVICE', id: DEVICE, name: 'SMS', environment: { id: ENVIRONMENT } };

describe('a proved code', () => {
  test.each<[string, Activity]>([
    ['a check', activity()],
    ['a check on a voice device', activity({ name: 'VOICE' })],
    ['an activation', deviceActivated()],
    ['an activation by an administrator, who is the actor', byAdministrator()],
    ['ids in capitals', activity({ user: USER.toUpperCase(), device: DEVICE.toUpperCase() })],
    ['the environment in capitals', activity({ environment: ENVIRONMENT.toUpperCase() })],
    ['a device that its owner named', activity({ name: 'Robin’s phone' })],
    ['a device that is called by its number', activity({ name: '+1.4155552671' })],
    ['several devices, of which the first', withResources(device, { ...device, id: ELSEWHERE })],
    ['junk among the resources', withResources(null, 'DEVICE', 7, [device], device)],
    [
      'a user among the resources and no actor',
      {
        ...activity(),
        actors: undefined,
        resources: [{ type: 'USER', id: USER }, device],
      },
    ],
  ])('%s', (_, one) => {
    expect(parse(one)).toEqual(proved);
  });

  test('no environment at user and device: it is taken for ours', () => {
    const one = { ...withActor({ id: USER }), resources: [{ ...device, environment: null }] };
    expect(parse(one)).toEqual({ ...proved, reference: `/${USER}/${DEVICE}` });
  });

  test('the id of the event stays away where it is no text', () => {
    expect(parse({ ...activity(), id: 7 })).toEqual({ ...proved, eventId: undefined });
  });

  test('as a webhook writes it: with an empty _embedded and without createdAt', () => {
    expect(parse(webhookForm())).toEqual({ ...proved, at: RECORDED_AT });
  });

  test('an address in the event is not followed, wherever it points', () => {
    const href = `https://evil.example/v1/environments/${ELSEWHERE}/users/${ADMINISTRATOR}/devices/${ELSEWHERE}`;
    const user = { id: USER, href, environment: { id: ENVIRONMENT } };
    expect(parse({ ...withActor(user), resources: [{ ...device, href }] })).toEqual(proved);
  });

  test('the environment may be configured in capitals', () => {
    expect(parse(activity(), ENVIRONMENT.toUpperCase())).toEqual(proved);
  });
});

describe('not ours', () => {
  test.each<[string, unknown]>([
    ...['TOTP', 'EMAIL', 'FIDO2', 'PLATFORM', 'SECURITY_KEY', 'OATH_TOKEN'].flatMap(
      (name): [string, unknown][] => [
        [`a check on a ${name} device`, activity({ name })],
        [`an activation of a ${name} device`, deviceActivated({ name })],
      ],
    ),
    ...[
      'OTP.CHECK_FAILED',
      'OTP.CHECK_INVALID',
      'DEVICE.CREATED',
      'DEVICE.ACTIVATION_OTP_INVALID',
      'DEVICE.ACTIVATION_OTP_FAILED',
      'NOTIFICATION.CREATED',
      'AUTHENTICATION.CREATED',
      'otp.check_success',
      '__proto__',
      '',
    ].map((type): [string, unknown] => [`the type ${type}`, activity({ type })]),
    ['a type that is no text', { ...activity(), action: { type: ['OTP.CHECK_SUCCESS'] } }],
    ['no action', { ...activity(), action: undefined }],
    ['an action that is no object', { ...activity(), action: 'OTP.CHECK_SUCCESS' }],
    ['a check that failed', activity({ status: 'FAILED' })],
    ['a status in small letters', activity({ status: 'success' })],
    ['no result', { ...activity(), result: undefined }],
    ['a result that is no object', { ...activity(), result: 'SUCCESS' }],
    ['no object', 7],
    ['nothing', undefined],
    ['null', null],
    ['text', 'OTP.CHECK_SUCCESS'],
    ['a list', [activity()]],
    ['an empty object', {}],
    ['what is inherited', Object.create(activity())],
    ['what is under __proto__', JSON.parse(`{"__proto__":${JSON.stringify(activity())}}`)],
  ])('%s', (_, one) => {
    expect(parse(one)).toEqual(irrelevant);
  });
});

describe('a success that leads to no device of ours', () => {
  test.each<[string, unknown]>([
    ['a one-time device', oneTimeDevice()],
    ['another environment', activity({ environment: ELSEWHERE })],
    ['a user of another environment', withActor({ id: USER, environment: { id: ELSEWHERE } })],
    ['a device of another environment', withResources({ ...device, environment: { id: ELSEWHERE } })],
    ['an environment whose id is no text', withResources({ ...device, environment: { id: 7 } })],
    ['an environment with an empty id', withResources({ ...device, environment: { id: '' } })],
    ['no actors', { ...activity(), actors: undefined }],
    ['an actor that is no object', withActor(USER)],
    ['a client and no user', { ...activity(), actors: { client: { id: USER } } }],
    ['no resources', { ...activity(), resources: undefined }],
    ['resources that are no list', { ...activity(), resources: { 0: device } }],
    ['a device that is inherited', withResources(Object.create(device))],
    ['a device under __proto__', withResources(JSON.parse(`{"__proto__":${JSON.stringify(device)}}`))],
  ])('%s', (_, one) => {
    expect(parse(one)).toEqual(unmappable);
  });

  test.each<[unknown]>([
    [undefined],
    [null],
    [''],
    [7],
    [[USER]],
    [{ id: USER }],
    ['robin.doe'],
    ['..'],
    ['.'],
    [`${USER}/devices`],
    [`../${USER}`],
    [`${USER}/..`],
    [`${USER}?expand=x`],
    [`${USER}#`],
    [`${USER}%2f..`],
    [`${USER}%00`],
    [`${USER}\n`],
    [` ${USER}`],
    [`{${USER}}`],
    [USER.replaceAll('-', '')],
    [USER.slice(1)],
    [USER.replace('1', 'g')],
    [USER.replace('1', '１')],
  ])('the id %j', (id) => {
    const environment = { id: ENVIRONMENT };
    expect(parse(withActor({ id, environment }))).toEqual(unmappable);
    expect(parse(withResources({ ...device, id }))).toEqual(unmappable);
    // A user among the resources that cannot be used does not make the actor the owner.
    expect(parse(withResources({ type: 'USER', id, environment }, device))).toEqual(unmappable);
  });
});

describe('the time', () => {
  test.each<[string, unknown, unknown, number | undefined]>([
    ['createdAt', DATE, '2026-01-02T03:04:05.700Z', AT],
    ['createdAt alone', DATE, undefined, AT],
    ['recordedAt, without createdAt', undefined, DATE, AT],
    ['recordedAt, where createdAt cannot be read', 'soon', DATE, AT],
    ['recordedAt, where createdAt is null', null, DATE, AT],
    ['another zone', '2026-01-02T05:04:05.678+02:00', undefined, AT],
    ['the future', '2999-01-01T00:00:00Z', DATE, Date.UTC(2999, 0, 1)],
    ['none', undefined, undefined, undefined],
    ['none that can be read', AT, { $date: DATE }, undefined],
  ])('%s', (_, createdAt, recordedAt, at) => {
    expect(parse({ ...activity(), createdAt, recordedAt })).toEqual({ ...proved, at });
  });
});

describe('whatever the activity is', () => {
  const id = fc.oneof(fc.constantFrom(USER, DEVICE, ENVIRONMENT), fc.uuid(), fc.string(), fc.anything());
  const type = fc.constantFrom('DEVICE', 'USER', 'FLOW');
  const name = fc.oneof(fc.constantFrom('SMS', 'TOTP'), fc.anything());
  const environment = fc.oneof(fc.record({ id }), fc.constant(undefined), fc.anything());
  const thing = fc.oneof(fc.record({ type, id, name, environment }), fc.anything());
  const time = fc.oneof(fc.constant(DATE), fc.anything());
  const success = fc.record({
    action: fc.record({ type: fc.constantFrom('OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED') }),
    result: fc.constant({ status: 'SUCCESS' }),
    actors: fc.oneof(fc.record({ user: thing }), fc.anything()),
    resources: fc.oneof(fc.array(thing), fc.anything()),
    createdAt: time,
    recordedAt: time,
  });
  const anything = fc.oneof(fc.anything({ withNullPrototype: true }), success);

  test('it gives one of three outcomes, a path of UUIDs and a time in whole milliseconds, and never throws', () => {
    fc.assert(
      fc.property(anything, (one) => {
        const outcome = parseActivity(one);
        if (outcome.kind !== 'success') return expect([irrelevant, unmappable]).toContainEqual(outcome);
        expect(outcome.reference).toMatch(
          /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
        );
        expect(outcome.at === undefined || Number.isInteger(outcome.at)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
