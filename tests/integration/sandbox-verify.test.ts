import type { VerificationInstance } from 'twilio/lib/rest/verify/v2/service/verification';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { createSandboxSdk, credentials } from '../support/sandbox-sdk';
import { delivered } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00.500Z');
const to = '+12025550123';
let now = start;
let sandbox: Sandbox;

const service = (authToken?: string, serviceSid = credentials.serviceSid) =>
  createSandboxSdk(sandbox.url, authToken).verify.v2.services(serviceSid);

const send = (customCode?: string, more: Record<string, string> = {}): Promise<VerificationInstance> =>
  service().verifications.create({
    to,
    channel: 'sms',
    ...(customCode !== undefined && { customCode }),
    ...more,
  });
const approve = (target = to) => service().verifications(target).update({ status: 'approved' });
const codes = async (): Promise<string[]> =>
  (await delivered<{ code: string }>(sandbox)).map(({ code }) => code);

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('a verification has every field of the API, and never the code', async () => {
  const verification = await send('012345');
  const { sid, url } = verification;
  expect(sid).toMatch(/^VE[0-9a-f]{32}$/);
  expect(verification.toJSON()).toEqual({
    sid,
    serviceSid: credentials.serviceSid,
    accountSid: credentials.accountSid,
    to,
    channel: 'sms',
    status: 'pending',
    valid: false,
    lookup: {},
    amount: null,
    payee: null,
    sendCodeAttempts: [
      {
        time: '2026-03-01T12:00:00Z',
        channel: 'SMS',
        attempt_sid: expect.stringMatching(/^VL[0-9a-f]{32}$/) as string,
      },
    ],
    dateCreated: new Date('2026-03-01T12:00:00Z'),
    dateUpdated: new Date('2026-03-01T12:00:00Z'),
    sna: null,
    url,
  });
  expect(url).toBe(`https://verify.twilio.com/v2/Services/${credentials.serviceSid}/Verifications/${sid}`);
  expect(JSON.stringify(verification)).not.toContain('012345');
});

test('a pending verification keeps its SID and its birthday, counts the sends, and delivers the latest code', async () => {
  const first = await send('111111');
  now += 60_000;
  const second = await service().verifications.create({ to, channel: 'call', customCode: '222222' });
  expect(second.sid).toBe(first.sid);
  expect(second.channel).toBe('call');
  expect(second.sendCodeAttempts).toMatchObject([{ channel: 'SMS' }, { channel: 'CALL' }]);
  expect(second.dateCreated).toEqual(first.dateCreated);
  expect(second.dateUpdated).toEqual(new Date('2026-03-01T12:01:00Z'));
  expect(await codes()).toEqual(['111111', '222222']);
});

test('numbers do not share a verification', async () => {
  const other = await service().verifications.create({
    to: '+12025550124',
    channel: 'sms',
    customCode: '111111',
  });
  expect((await send('222222')).sid).not.toBe(other.sid);
});

test('the sixth send is refused, and nothing is delivered', async () => {
  for (let sends = 1; sends <= 5; sends++)
    expect((await send('111111')).sendCodeAttempts).toHaveLength(sends);
  await expect(send('111111')).rejects.toMatchObject({ status: 429, code: 60203 });
  expect(await codes()).toHaveLength(5);
});

test.each(['approved', 'canceled'] as const)('%s clears the count of sends', async (status) => {
  const { sid } = await send('111111');
  for (let sends = 2; sends <= 5; sends++) await send('111111');
  expect(await service().verifications(to).update({ status })).toMatchObject({ sid, status });
  const next = await send('111111');
  expect(next.sid).not.toBe(sid);
  expect(next.sendCodeAttempts).toHaveLength(1);
});

test('approval is a 200 with the resource, and then there is no such verification', async () => {
  const { sid } = await send('111111');
  expect(await approve(sid)).toMatchObject({ sid, status: 'approved', valid: true });
  for (const target of [sid, to]) {
    await expect(approve(target)).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(service().verifications(target).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  }
});

test('a canceled verification can still be read, and no longer be approved', async () => {
  const { sid } = await send('111111');
  await service().verifications(sid).update({ status: 'canceled' });
  now += 3_600_000;
  for (const target of [sid, to]) {
    expect(await service().verifications(target).fetch()).toMatchObject({
      sid,
      status: 'canceled',
      valid: false,
    });
    await expect(approve(target)).rejects.toMatchObject({ status: 404, code: 20404 });
  }
});

test('the number in the path may be percent-encoded', async () => {
  const { sid } = await send('111111');
  expect(await approve(encodeURIComponent(to))).toMatchObject({ sid, status: 'approved' });
});

test.each(['pending', 'expired', 'Approved', ''])('the status %p is no feedback', async (status) => {
  await send('111111');
  const update = service()
    .verifications(to)
    .update({ status: status as 'approved' });
  await expect(update).rejects.toMatchObject({ status: 400, code: 60200 });
});

test('a verification lives ten minutes from its first send', async () => {
  const { sid } = await send('111111');
  now += 599_999;
  expect((await send('222222')).sid).toBe(sid);
  expect(await service().verifications(sid).fetch()).toMatchObject({ status: 'pending' });
  now += 1;
  for (const target of [sid, to]) {
    await expect(service().verifications(target).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(approve(target)).rejects.toMatchObject({ status: 404, code: 20404 });
  }
  const next = await send('333333');
  expect(next.sid).not.toBe(sid);
  expect(next.sendCodeAttempts).toHaveLength(1);
});

test('a service that does not take custom codes refuses them, and makes its own', async () => {
  expect(await service().fetch()).toMatchObject({ sid: credentials.serviceSid, customCodeEnabled: true });
  const updated = await service().update({
    customCodeEnabled: false,
    codeLength: 8,
    friendlyName: 'Example Bank',
  });
  expect(updated).toMatchObject({ customCodeEnabled: false, codeLength: 8, friendlyName: 'Example Bank' });
  expect(await service().fetch()).toMatchObject({ customCodeEnabled: false });
  await expect(send('111111')).rejects.toMatchObject({ status: 403, code: 60204 });
  await send();
  expect(await codes()).toEqual([expect.stringMatching(/^\d{8}$/)]);
  await service().update({ customCodeEnabled: true });
  await send('111111');
  expect(await codes()).toContain('111111');
});

test.each([{ friendlyName: 'x'.repeat(31) }, { friendlyName: '' }, { codeLength: 3 }, { codeLength: 11 }])(
  'the service refuses %p',
  async (parameters) => {
    await expect(service().update(parameters)).rejects.toMatchObject({ status: 400, code: 60200 });
  },
);

test.each([
  ['another token', 'wrong', credentials.serviceSid, 401, 20003],
  ['another service', credentials.authToken, `VA${'3'.repeat(32)}`, 404, 20404],
])('%s', async (_, token, sid, status, code) => {
  const calls = [
    () => service(token, sid).verifications.create({ to, channel: 'sms', customCode: '111111' }),
    () => service(token, sid).verifications(to).update({ status: 'approved' }),
    () => service(token, sid).fetch(),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ status, code });
  expect(await codes()).toEqual([]);
});
