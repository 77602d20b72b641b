import {
  createDelivery,
  createEvent,
  createTelephonyRequest,
} from '../../src/identity-providers/okta/profile';
import { startBridge } from '../support/bridge';
import { post } from '../support/callers';
import { startCapture, type Capture } from '../support/capture';
import { secretOf } from '../fixtures/providers';
import { ago, numbers, report, startLoop, type Loop } from '../support/feedback';

/** Okta's two hooks, over real HTTP, with a server in the place of the Factors API. */

type Counts = Record<string, number>;
let loop: Loop;
let okta: Capture;
/** The user's factors, as the Factors API answers. */
let factors: unknown;
let status = 200;
let headers: Record<string, string> = {};
let user = 0;
const createUser = () => `00uexampleOkta${String((user += 1)).padStart(6, '0')}`;

beforeAll(async () => {
  okta = await startCapture();
  okta.answer((response) => void response.writeHead(status, headers).end(JSON.stringify(factors)));
  loop = await startLoop({ OKTA_ORG_URL: okta.url });
});
beforeEach(async () => {
  [status, headers] = [200, {}];
  okta.posted.length = 0;
  await loop.control('DELETE', 'faults');
  await loop.forget();
});
afterAll(async () => {
  await loop.close();
  await okta.close();
});

const factor = (phoneNumber: string, factorType = 'sms', state = 'ACTIVE') => ({
  id: 'mblexample',
  factorType,
  provider: 'OKTA',
  status: state,
  profile: { phoneNumber },
});
const token = secretOf('OKTA_HOOK_TOKEN');
const tell = (events: readonly unknown[], authorization: string | undefined = token, url = loop.bridge.url) =>
  post(`${url}/okta/events`, authorization, createDelivery(events));
const success = (given: Parameters<typeof createEvent>[0]) =>
  createEvent({ date: ago(), uuid: crypto.randomUUID(), ...given });

describe('the event hook', () => {
  test.each(['sms', 'call'])('a success by %s approves the number of the factor', async (channel) => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    factors = [
      factor('+12025550199', channel === 'sms' ? 'call' : 'sms'),
      factor(to.replace(/(\d{3})(\d{4})$/, '-$1-$2'), channel),
    ];
    const id = createUser();
    const answer = await tell([
      success({ user: id, factor: channel === 'sms' ? 'SMS_FACTOR' : 'CALL_FACTOR' }),
    ]);
    expect([answer.status, answer.body]).toEqual([200, report(1, { approved: 1 })]);
    expect(await loop.approvals()).toEqual([to]);
    expect(okta.posted).toMatchObject([
      {
        method: 'GET',
        path: `/api/v1/users/${id}/factors`,
        headers: { authorization: `SSWS ${secretOf('OKTA_API_TOKEN')}` },
      },
    ]);
    for (const hidden of [to, id, token, secretOf('OKTA_API_TOKEN'), 'Robin'])
      expect(loop.bridge.lines.join() + answer.text).not.toContain(hidden);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['factor in capitals', { factor: 'SMS_FACTOR' }, 'sms'],
    ['factor in lower case', { factor: 'call' }, 'call'],
    ['factorType', { factorType: 'sms' }, 'sms'],
  ])('%s', async (_, debugData, channel) => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    factors = [factor(to, channel)];
    const event = { ...success({ user: createUser() }), debugContext: { debugData } };
    expect((await tell([event])).body).toEqual(report(1, { approved: 1 }));
  });

  test('one enrolment of a phone is two events, of SMS and of voice, and one approval', async () => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    factors = [factor(to), factor(to, 'call')];
    const enrolled = { eventType: 'user.mfa.factor.activate', user: createUser() };
    const events = ['SMS_FACTOR', 'CALL_FACTOR'].map((name) => success({ ...enrolled, factor: name }));
    expect((await tell(events)).body).toEqual(report(2, { approved: 1, duplicate: 1 }));
    expect(await loop.approvals()).toEqual([to]);
  });

  test('the enrolment of a factor counts, and Identity Engine’s name of the method', async () => {
    const [one = '', other = ''] = numbers(2);
    await loop.pend([one, other]);
    factors = [factor(one)];
    const enrolled = success({ eventType: 'user.mfa.factor.activate', user: createUser() });
    expect((await tell([enrolled])).body).toEqual(report(1, { approved: 1 }));
    factors = [factor(other, 'call')];
    const event = success({ user: createUser() });
    const target = [
      ...(event['target'] as unknown[]),
      {
        id: 'pae1',
        type: 'AuthenticatorEnrollment',
        displayName: 'Phone',
        detailEntry: { methodTypeUsed: 'Voice call' },
      },
    ];
    const engine = { ...event, debugContext: { debugData: {} }, target };
    expect((await tell([engine])).body).toEqual(report(1, { approved: 1 }));
  });

  test('a user is asked for once, while the answer is new', async () => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    factors = [factor(to)];
    const id = createUser();
    const first = await tell([success({ user: id }), success({ user: id })]);
    expect(first.body).toEqual(report(2, { approved: 1, duplicate: 1 }));
    await loop.pend([to]);
    expect((await tell([success({ user: id })])).body).toEqual(report(1, { approved: 1 }));
    expect(okta.posted).toHaveLength(1);
  });

  test('the same event again is counted as it ended, without a call', async () => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    factors = [factor(to)];
    const event = success({ user: createUser() });
    await tell([event]);
    await loop.forget();
    expect((await tell([event])).body).toEqual(report(1, { approved: 1 }));
    expect(await loop.approvals()).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Counts]>([
    ['a failure', success({ result: 'FAILURE' }), { irrelevant: 1 }],
    ['another event type', success({ eventType: 'user.session.start' }), { irrelevant: 1 }],
    [
      'the sending of a message',
      success({ eventType: 'system.sms.send_phone_verification_message' }),
      { irrelevant: 1 },
    ],
    ['an authenticator app', success({ factor: 'OKTA_SOFT_TOKEN_FACTOR' }), { irrelevant: 1 }],
    ['no factor', success({ factor: '' }), { irrelevant: 1 }],
    ['a factor by the name of an inherited property', success({ factor: 'constructor' }), { irrelevant: 1 }],
    ['a user id that leads elsewhere', success({ user: '../../apps?x=' }), { unmappable: 1 }],
    ['a user id of another kind', { ...success({}), actor: { id: 7 }, target: [] }, { unmappable: 1 }],
    ['an event of eleven minutes ago', success({ date: ago(660) }), { expired: 1 }],
    ['null', null as never, { irrelevant: 1 }],
  ])('%s calls nobody', async (_, event, counts) => {
    const answer = await tell([event]);
    expect([answer.status, answer.body]).toEqual([200, report(1, counts)]);
    expect([okta.posted, await loop.requests()]).toEqual([[], []]);
  });

  test.each<[string, unknown]>([
    ['no factor', []],
    ['a factor that is not active', [factor('+14155550000', 'sms', 'PENDING_ACTIVATION')]],
    ['two numbers', [factor('+14155550000'), factor('+14155550001')]],
    ['a number that is masked', [factor('+1 XXX-XXX-5309')]],
    ['factors of no form', [null, 7, { factorType: 'sms', status: 'ACTIVE' }]],
  ])('%s is unmappable', async (_, given) => {
    factors = given;
    expect((await tell([success({ user: createUser() })])).body).toEqual(report(1, { unmappable: 1 }));
    expect(await loop.approvals()).toEqual([]);
  });

  test.each<[string, number, number, Counts]>([
    ['the user is gone', 404, 200, { unmappable: 1 }],
    ['the token is refused', 401, 503, { failed: 1 }],
    ['the token may not', 403, 503, { failed: 1 }],
    ['the org is down', 503, 503, { failed: 1 }],
  ])('%s', async (_, given, expected, counts) => {
    [status, factors] = [given, { errorCode: 'E0000011', errorSummary: 'Invalid token provided' }];
    const answer = await tell([success({ user: createUser() })]);
    expect([answer.status, answer.body]).toMatchObject([expected, report(1, counts)]);
    expect(answer.text).not.toContain('E0000011');
  });

  test('a limit of Okta is waited for only as long as the call lasts', async () => {
    [status, headers] = [429, { 'x-rate-limit-reset': String(Math.floor(Date.now() / 1000) + 60) }];
    const started = Date.now();
    const answer = await tell([success({ user: createUser() })]);
    expect([answer.status, okta.posted.length]).toEqual([503, 1]);
    expect(Date.now() - started).toBeLessThan(2_600);
  });

  test('without the API token events are counted and the log says what to set', async () => {
    const bare = await startBridge({
      TWILIO_API_BASE_URL: loop.sandboxUrl,
      OKTA_ORG_URL: undefined,
      OKTA_API_TOKEN: undefined,
    });
    const answer = await tell([success({})], token, bare.url);
    const lines = bare.lines.join();
    await bare.close();
    expect(answer.body).toEqual(report(1, { unmappable: 1 }));
    expect(lines).toContain('Set OKTA_ORG_URL and OKTA_API_TOKEN');
  });

  test.each([undefined, '', 'x'.repeat(24), `Bearer ${secretOf('OTP_TOKEN')}`])(
    '%p is refused',
    async (authorization) => {
      const answer = await post(
        `${loop.bridge.url}/okta/events`,
        authorization,
        createDelivery([success({})]),
      );
      expect([answer.status, answer.body['code'], okta.posted]).toEqual([401, 'unauthenticated', []]);
    },
  );

  test.each<[string, unknown]>([
    ['no events', {}],
    ['events that are no list', { data: { events: 'all' } }],
    ['data of no form', { data: 7 }],
  ])('%s is refused by name', async (_, body) => {
    const answer = await post(`${loop.bridge.url}/okta/events`, token, body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
  });
});

describe('the verification challenge', () => {
  const ask = async (authorization: string | undefined, challenge: string) => {
    const response = await fetch(`${loop.bridge.url}/okta/events`, {
      headers: {
        'x-okta-verification-challenge': challenge,
        ...(authorization !== undefined && { authorization }),
      },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  test.each([token, `Bearer ${token}`])('is answered', async (authorization) => {
    expect(await ask(authorization, 'Vgg_-.~+/=7x')).toEqual({
      status: 200,
      body: { verification: 'Vgg_-.~+/=7x' },
    });
  });

  test.each([undefined, 'x'.repeat(24)])('is not answered to a stranger: %p', async (authorization) => {
    const answer = await ask(authorization, 'secret-challenge');
    expect(answer.status).toBe(401);
    expect(JSON.stringify(answer.body)).not.toContain('secret-challenge');
  });

  test('is no excuse for a batch of events, and a long one is no challenge', async () => {
    const challenge = { 'x-okta-verification-challenge': 'a-challenge' };
    const batch = await post(
      `${loop.bridge.url}/okta/events`,
      token,
      createDelivery([success({ result: 'FAILURE' })]),
      challenge,
    );
    expect(batch.body).toEqual(report(1, { irrelevant: 1 }));
    expect((await ask(token, 'x'.repeat(300))).status).toBe(400);
  });
});

describe('the telephony hook', () => {
  const send = (values: Partial<Parameters<typeof createTelephonyRequest>[0]>) =>
    post(
      `${loop.bridge.url}/okta/telephony`,
      token,
      createTelephonyRequest({
        phoneNumber: numbers(1)[0] ?? '',
        otpCode: '012345',
        eventId: crypto.randomUUID(),
        ...values,
      }),
    );

  test('is answered with Okta’s command, which names the verification', async () => {
    const { status, body } = await send({});
    expect([status, body]).toEqual([
      200,
      {
        commands: [
          {
            type: 'com.okta.telephony.action',
            value: [
              {
                status: 'SUCCESSFUL',
                provider: 'twilio-verify',
                transactionId: expect.stringMatching(/^VE[0-9a-f]{32}$/) as string,
              },
            ],
          },
        ],
      },
    ]);
  });

  test.each([
    ['SMS', 'sms'],
    ['sms', 'sms'],
    ['VOICE CALL', 'call'],
    ['Voice call', 'call'],
  ])('%s goes by %s', async (deliveryChannel, channel) => {
    expect((await send({ deliveryChannel })).status).toBe(200);
    const [create] = await loop.requests();
    expect(create?.form).toMatchObject({ Channel: channel, Locale: 'en', CustomCode: '012345' });
  });

  test('another channel is refused in Okta’s format, and nothing is sent', async () => {
    const { status, body } = await send({ deliveryChannel: 'EMAIL' });
    expect([status, body]).toEqual([
      400,
      {
        error: {
          errorSummary: 'The code could not be sent (invalid_request).',
          errorCauses: [
            {
              errorSummary: 'data.messageProfile.deliveryChannel must be one of SMS, VOICE CALL, VOICE, CALL',
              reason: 'invalid_request',
              location: 'data.messageProfile.deliveryChannel',
            },
          ],
        },
      },
    ]);
    expect(await loop.requests()).toEqual([]);
  });

  test('Okta gets its answer within its three seconds, even if Verify hangs', async () => {
    await loop.fault({ hang: true, times: 1 });
    const started = Date.now();
    const { status, body } = await send({});
    expect([status, body]).toMatchObject([504, { error: { errorCauses: [{ reason: 'timeout' }] } }]);
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});
