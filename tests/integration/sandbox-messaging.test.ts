import { startSandbox, type Sandbox } from '../../sandbox/server';
import { createSandboxSdk, credentials } from '../support/sandbox-sdk';
import { delivered } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00.500Z');
const [local, tollFree, smsOnly, shortCode] = ['+14155550100', '+18885550100', '+14155550101', '12345'];
const us = '+12025550123';
const gb = '+447700900123';
let now = start;
let sandbox: Sandbox;

const client = (authToken?: string) => createSandboxSdk(sandbox.url, authToken);

const text = (fields: Partial<Record<'to' | 'from' | 'body', string>> = {}) =>
  client().messages.create({ to: us, from: local, body: 'Your code is: 012345', ...fields });
const twiml = '<Response><Say language="en-US">Your code is: 0, 1, 2, 3, 4, 5.</Say></Response>';
const dial = (fields: Partial<Record<'to' | 'from' | 'twiml' | 'sendDigits', string>> = {}) =>
  client().calls.create({ to: us, from: local, twiml, ...fields });

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('a text message has every field of the API, and arrives', async () => {
  const sent = await text();
  const { sid } = sent;
  const uri = `/2010-04-01/Accounts/${credentials.accountSid}/Messages/${sid}`;
  expect(sid).toMatch(/^SM[0-9a-f]{32}$/);
  const fields = {
    ...{ sid, accountSid: credentials.accountSid, apiVersion: '2010-04-01', messagingServiceSid: null },
    ...{ to: us, from: local, body: 'Your code is: 012345', direction: 'outbound-api' },
    ...{
      errorCode: null,
      errorMessage: null,
      numSegments: '1',
      numMedia: '0',
      price: null,
      priceUnit: 'USD',
    },
    ...{ dateCreated: new Date('2026-03-01T12:00:00Z'), dateUpdated: new Date('2026-03-01T12:00:00Z') },
    ...{ uri: `${uri}.json`, subresourceUris: { media: `${uri}/Media.json` } },
  };
  expect(sent.toJSON()).toEqual({ ...fields, status: 'queued', dateSent: null });
  const [listed] = await client().messages.list();
  expect(listed?.toJSON()).toEqual({ ...fields, status: 'delivered', dateSent: fields.dateCreated });
  expect(await delivered(sandbox)).toEqual([
    {
      ...{ sid, to: us, channel: 'sms', code: '012345', text: 'Your code is: 012345' },
      ...{ locale: null, send_digits: null, at: '2026-03-01T12:00:00.500Z', from: local },
    },
  ]);
});

test('a call has what the API has, and says the code', async () => {
  const made = await dial({ sendDigits: 'ww12' });
  expect(made.sid).toMatch(/^CA[0-9a-f]{32}$/);
  expect(made).toMatchObject({
    ...{ accountSid: credentials.accountSid, to: us, toFormatted: '(202) 555-0123', from: local },
    ...{ fromFormatted: '(415) 555-0100', phoneNumberSid: expect.stringMatching(/^PN/) as string },
    ...{ status: 'queued', direction: 'outbound-api', apiVersion: '2010-04-01', startTime: null },
    uri: `/2010-04-01/Accounts/${credentials.accountSid}/Calls/${made.sid}.json`,
  });
  const listed = await client().calls.list();
  expect(listed).toMatchObject([
    { sid: made.sid, status: 'completed', startTime: new Date('2026-03-01T12:00:00Z') },
  ]);
  expect(await delivered(sandbox)).toEqual([
    {
      ...{ sid: made.sid, to: us, channel: 'call', code: '012345', text: 'Your code is: 0, 1, 2, 3, 4, 5.' },
      ...{ locale: null, send_digits: 'ww12', at: '2026-03-01T12:00:00.500Z', from: local },
    },
  ]);
});

test.each<[string, Parameters<typeof text>[0], number]>([
  ['to nobody', { to: '' }, 21604],
  ['from nobody', { from: '' }, 21603],
  ['of nothing', { body: '' }, 21602],
  ['that is too long', { body: 'x'.repeat(1601) }, 21617],
  ['to no number', { to: '+1202555' }, 21211],
  ['to a short code', { to: '54321' }, 21211],
  ['to a number that is invalid', { to: '+15005550200' }, 21211],
  ['to a landline', { to: '+15005550205' }, 21614],
  ['to itself', { to: smsOnly, from: smsOnly }, 21266],
  ['from a name', { from: 'Sandbox' }, 21212],
  ['from a number without +', { from: '14155550100' }, 21212],
  ['from a number of somebody else', { from: '+14155550199' }, 21659],
  ['from a short code of somebody else', { from: '54321' }, 21659],
  ['from a short code to another country', { from: shortCode, to: gb }, 21659],
  ['from a toll-free number to another country', { from: tollFree, to: gb }, 21612],
])('a text message %s is refused', async (_, fields, code) => {
  await expect(text(fields)).rejects.toMatchObject({ status: 400, code });
  expect([await delivered(sandbox), await client().messages.list()]).toEqual([[], []]);
});

test.each<[string, Parameters<typeof dial>[0], number]>([
  ['to nobody', { to: '' }, 21201],
  ['from nobody', { from: '' }, 21213],
  ['without TwiML', { twiml: '' }, 21205],
  ['with a text for TwiML', { twiml: 'Your code is 012345' }, 12100],
  ['with a tag that is not closed', { twiml: '<Response><Say>0</Response>' }, 12100],
  ['with an ampersand', { twiml: '<Response><Say>A & B</Say></Response>' }, 12100],
  ['to no number', { to: '+1202555' }, 21211],
  ['to itself', { to: local }, 21211],
  ['from a short code', { from: shortCode }, 21212],
  ['from a number of somebody else', { from: '+14155550199' }, 21210],
  ['from a number that cannot call', { from: smsOnly }, 21210],
])('a call %s is refused', async (_, fields, code) => {
  await expect(dial(fields)).rejects.toMatchObject({ status: 400, code });
  expect([await delivered(sandbox), await client().calls.list()]).toEqual([[], []]);
});

test.each([
  ['the local number abroad', { from: local, to: gb }],
  ['the number for SMS alone', { from: smsOnly }],
  ['the toll-free number at home', { from: tollFree }],
  ['the short code at home', { from: shortCode }],
  ['a number that Verify refuses', { to: '+15005550410' }],
  ['a number while Verify is unavailable', { to: '+15005550503' }],
])('a text message goes by %s', async (_, fields) => {
  await text(fields);
  expect(await delivered(sandbox)).toMatchObject([{ to: us, from: local, ...fields }]);
});

test('what never answers was not sent; half an answer was', async () => {
  await expect(text({ to: '+15005550901' })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  await expect(dial({ to: '+15005550901' })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(await delivered(sandbox)).toEqual([]);
  await expect(text({ to: '+15005550902' })).rejects.toThrow('terminated');
  await expect(dial({ to: '+15005550902' })).rejects.toThrow('terminated');
  expect(await delivered(sandbox)).toHaveLength(2);
});

test('what went to a number since, newest first', async () => {
  await text();
  await dial();
  now += 60_000;
  const [second, other] = [await text(), await text({ to: gb })];
  const call = await dial({ from: tollFree });
  const since = new Date(now);
  const sids = (resources: { sid: string }[]) => resources.map(({ sid }) => sid);
  expect(sids(await client().messages.list({ to: us, dateSentAfter: since }))).toEqual([second.sid]);
  expect(sids(await client().messages.list({ dateSentAfter: since }))).toEqual([other.sid, second.sid]);
  expect(await client().messages.list({ to: us, dateSentAfter: new Date(now + 1000) })).toEqual([]);
  expect(await client().messages.list({ to: us, dateSentBefore: new Date(now - 60_000) })).toHaveLength(1);
  expect(await client().messages.list({ from: local })).toHaveLength(3);
  expect(sids(await client().calls.list({ to: us, startTimeAfter: since }))).toEqual([call.sid]);
  expect(sids(await client().calls.list({ from: tollFree }))).toEqual([call.sid]);
  expect(await client().calls.list({ to: gb })).toEqual([]);
});

test.each([
  ['DateSent=2026-03-01', 2],
  ['DateSent=2026-03-02', 0],
  ['DateSent>=2026-03-01', 2],
  ['DateSent%3E=2026-03-02', 0],
  ['DateSent<=2026-03-01', 2],
  ['DateSent<=2026-02-28', 0],
  ['DateSent>=2026-03-01T12:00:01Z', 0],
  ['DateSent=yesterday', 20001],
  ['DateSent>=2026-13-01', 20001],
  ['PageSize=1', 1],
  ['PageSize=1&Page=2', 0],
  ['PageSize=1001', 20007],
  ['Page=-1', 20001],
])('the messages of ?%s', async (query, expected) => {
  await text();
  await text({ to: gb });
  const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:sandbox-token`).toString('base64')}`;
  const url = `${sandbox.url}/2010-04-01/Accounts/${credentials.accountSid}/Messages.json?${query}`;
  const body = (await (await fetch(url, { headers: { authorization } })).json()) as Record<string, unknown>;
  expect(body['code'] ?? (body['messages'] as unknown[]).length).toBe(expected);
});

test('pages are linked', async () => {
  for (let sends = 0; sends < 3; sends++) await text();
  const listed = await client().messages.list({ pageSize: 2 });
  expect(new Set(listed.map(({ sid }) => sid)).size).toBe(3);
});

test('the account is active, and has numbers and a short code', async () => {
  expect(await client().api.v2010.accounts(credentials.accountSid).fetch()).toMatchObject({
    ...{ sid: credentials.accountSid, status: 'active', type: 'Full' },
  });
  const numbers = await client().incomingPhoneNumbers.list();
  expect(numbers.map(({ phoneNumber, capabilities: { voice, sms } }) => [phoneNumber, voice, sms])).toEqual([
    [local, true, true],
    [tollFree, true, true],
    [smsOnly, false, true],
  ]);
  expect(numbers[0]?.dateCreated).toEqual(new Date('2026-03-01T12:00:00Z'));
  const found = async (phoneNumber: string) =>
    (await client().incomingPhoneNumbers.list({ phoneNumber })).map((one) => one.phoneNumber);
  expect(await found(tollFree)).toEqual([tollFree]);
  expect(await found('+1415555010*')).toEqual([local, smsOnly]);
  expect(await found('+14155550199')).toEqual([]);
  expect((await client().shortCodes.list()).map((one) => one.shortCode)).toEqual([shortCode]);
  expect(await client().shortCodes.list({ shortCode: '54321' })).toEqual([]);
});

test('nobody else’s account, and nobody without its token', async () => {
  await expect(client('wrong').messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  const other = client().api.v2010.accounts(`AC${'9'.repeat(32)}`);
  await expect(other.fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  await expect(other.messages.list()).rejects.toMatchObject({ status: 404, code: 20404 });
});
