import { createMessage, createVerifiedEvent } from '../../src/identity-providers/fusionauth/profile';
import { secretOf } from '../fixtures/providers';
import { basic, post } from '../support/callers';
import { ago, numbers, report, startLoop, type Loop } from '../support/feedback';

/** FusionAuth's messenger by voice, and its webhook, over real HTTP. */

let loop: Loop;
const password = basic('fusionauth', secretOf('FUSIONAUTH_TOKEN'));
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

const tell = (body: unknown, authorization: string | undefined = password) =>
  post(`${loop.bridge.url}/fusionauth/events`, authorization, body);

test.each([
  ['SMS', 'sms'],
  ['Voice', 'call'],
])('%s goes by %s', async (type, channel) => {
  const [to = ''] = numbers(1);
  const { status } = await post(
    `${loop.bridge.url}/fusionauth/sms`,
    password,
    createMessage(to, '012345', type),
  );
  expect(status).toBe(201);
  expect((await loop.requests())[0]?.form).toMatchObject({ To: to, Channel: channel });
});

test('another type of message is refused by name', async () => {
  const { body } = await post(
    `${loop.bridge.url}/fusionauth/sms`,
    password,
    createMessage('+14155552671', '012345', 'Push'),
  );
  expect(body['errors']).toEqual([{ field: 'type', problem: 'must be one of SMS, VOICE' }]);
});

test.each<[string, (to: string) => unknown]>([
  ['a verified number', (to) => createVerifiedEvent(to, ago())],
  [
    'a new method of SMS',
    (mobilePhone) => ({
      event: {
        type: 'user.two-factor.method.add',
        id: '1',
        createInstant: Date.now(),
        method: { method: 'sms', mobilePhone },
      },
    }),
  ],
])('%s approves', async (_, render) => {
  const [to = ''] = numbers(1);
  await loop.pend([to]);
  expect((await tell(render(to))).body).toEqual(report(1, { approved: 1 }));
  expect(await loop.approvals()).toEqual([to]);
  expect(loop.bridge.lines.join()).not.toContain(to);
});

const verified = (changes: object) => {
  const { event } = createVerifiedEvent('+14155552671', ago());
  return { event: { ...(event as object), ...changes } };
};
test.each<[string, unknown, Record<string, number>]>([
  [
    'an e-mail address that was verified',
    verified({ loginIdType: 'email', loginId: 'robin@example.com' }),
    { irrelevant: 1 },
  ],
  ['a login', verified({ type: 'user.login.success' }), { irrelevant: 1 }],
  [
    'a new authenticator app',
    verified({ type: 'user.two-factor.method.add', method: { method: 'authenticator' } }),
    { irrelevant: 1 },
  ],
  ['a number that is missing', verified({ loginId: undefined }), { unmappable: 1 }],
  ['a number of no form', verified({ loginId: 14155552671 }), { unmappable: 1 }],
  ['an event of eleven minutes ago', verified({ createInstant: Date.now() - 660_000 }), { expired: 1 }],
])('%s calls nobody', async (_, body, counts) => {
  expect((await tell(body)).body).toEqual(report(1, counts));
  expect(await loop.requests()).toEqual([]);
});

test.each([{}, { event: 'x' }, { event: [] }, [{ event: {} }]])('%j is refused by name', async (body) => {
  const answer = await tell(body);
  expect([answer.status, answer.body['errors']]).toEqual([
    400,
    [{ field: 'event', problem: 'must be an object' }],
  ]);
});

test.each([undefined, basic('fusionauth', 'x'.repeat(24)), `Bearer ${secretOf('OTP_TOKEN')}`])(
  '%p is refused',
  async (authorization) => {
    const { status } = await post(
      `${loop.bridge.url}/fusionauth/events`,
      authorization,
      createVerifiedEvent('+14155552671', ago()),
    );
    expect(status).toBe(401);
  },
);
