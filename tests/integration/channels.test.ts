import { sandboxEnvironment } from '../support/bridge';
import { asPingone, post } from '../support/callers';
import { createOwner, servicePath } from '../support/owner';
import { startTestSandbox } from '../support/sandbox';

/**
 * The channel plan and the fallback over real HTTP, and that no request leads to two messages. A plan's numbers are used
 * once: all bridges of this file are one warm process, which remembers where it sent.
 */

const MOBILE = '+14155552671';
const owner = createOwner();
const { start, callTwilio } = owner;

async function switchChannels(channels: Record<string, boolean>): Promise<void> {
  const body = JSON.stringify(channels);
  const response = await fetch(`${owner.sandbox.url}/sandbox/channels`, { method: 'POST', body });
  expect(response.ok).toBe(true);
}

/** Whether the service takes custom codes. */
const setCustomCodes = (isOn: boolean) => callTwilio(servicePath, { CustomCodeEnabled: String(isOn) });

const tried = async (): Promise<(string | undefined)[]> =>
  (await owner.sandbox.requests())
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/Verifications'))
    .map(({ form }) => form['Channel']);

describe('the plan', () => {
  const plan = { CHANNEL_PLAN: 'sms,call;+55:whatsapp,sms;+91:sms;pingone+44:call' };

  test.each([
    [MOBILE, 'sms'],
    ['+5511987654321', 'whatsapp'],
    ['+919812345678', 'sms'],
  ])('%s by %s', async (to, channel) => {
    const { send } = await start(plan);
    const answer = await send(to);
    expect([answer.status, answer.body['channel']]).toEqual([201, channel]);
    expect(await owner.sandbox.messages()).toMatchObject([{ to, channel, code: '918273' }]);
  });

  test('of one provider', async () => {
    const { bridge, send } = await start(plan);
    const form = { to: '+447911123456', otp: '918273' };
    expect((await asPingone(`${bridge.url}/pingone/sms`, form)).body['channel']).toBe('call');
    expect((await send('+447911123456')).body['channel']).toBe('sms');
  });

  test('goes on after a channel that is off, and one message arrives', async () => {
    await switchChannels({ whatsapp: false });
    const { send, log } = await start(plan);
    const answer = await send('+5511987654322');
    expect([answer.status, answer.body['channel']]).toEqual([201, 'sms']);
    expect(await tried()).toEqual(['whatsapp', 'sms']);
    expect(await owner.sandbox.messages()).toHaveLength(1);
    expect(log()).toMatchObject({ outcome: 'delivered', channel: 'sms' });
  });

  test('does not go on after a message that may have been sent', async () => {
    await owner.sandbox.fault({ match: { path: '/Verifications' }, cut: true, times: 1 });
    const { send } = await start(plan);
    expect((await send('+5511987654323')).body['code']).toBe('timeout');
    expect(await tried()).toEqual(['whatsapp']);
    expect(await owner.sandbox.messages()).toHaveLength(1);
  });

  test.each([
    ['Fraud Guard', 60410, 'blocked', '+5511987654324'],
    ['too many sends', 60203, 'rate_limited', '+5511987654325'],
    ['a fault', 20503, 'unavailable', '+5511987654326'],
  ])('does not go on after %s', async (_, code, expected, to) => {
    await owner.sandbox.fault({ match: { path: '/Verifications' }, code, times: 1 });
    const { send } = await start(plan);
    expect((await send(to)).body['code']).toBe(expected);
    expect(await tried()).toEqual(['whatsapp']);
  });

  test('gives a repeated request the next channel, until the code is used', async () => {
    const { send, report } = await start({ CHANNEL_PLAN: 'sms,whatsapp,call' });
    const to = '+14155552699';
    const channels = [];
    for (let n = 0; n < 4; n++) channels.push((await send(to)).body['channel']);
    expect(channels).toEqual(['sms', 'whatsapp', 'call', 'sms']);
    expect((await report({ to })).body).toMatchObject({ approved: 1 });
    expect((await send(to)).body['channel']).toBe('sms');
    expect(await owner.sandbox.messages()).toHaveLength(5);
  });

  test('without one, two logins in a row go by the channel that is asked for', async () => {
    const { send } = await start({});
    expect([(await send(MOBILE)).body['channel'], (await send(MOBILE)).body['channel']]).toEqual([
      'sms',
      'sms',
    ]);
    // And Verify is asked nothing.
    expect(await owner.sandbox.requests()).toHaveLength(2);
  });
});

describe('channels that only a plan has', () => {
  test('WhatsApp, without a locale: no page lists its languages', async () => {
    const { send } = await start({ CHANNEL_PLAN: 'whatsapp' });
    const answer = await send('+14155552690', { locale: 'de' });
    expect([answer.status, answer.body['channel']]).toEqual([201, 'whatsapp']);
    const [request] = await owner.sandbox.requests();
    expect(request?.form).not.toHaveProperty('Locale');
  });

  test('e-mail, to the address beside the number, which is masked; its outcome by the SID', async () => {
    const { bridge, send, report } = await start({ CHANNEL_PLAN: 'email,sms' });
    const answer = await send('+14155552691', { email: 'jane.doe@example.com' });
    expect([answer.status, answer.body['to']]).toEqual([201, 'j***@example.com']);
    expect(await owner.sandbox.messages()).toMatchObject([{ to: 'jane.doe@example.com', channel: 'email' }]);
    expect(bridge.lines.join()).not.toMatch(/jane\.doe|4155552691/);
    expect((await report({ sid: answer.body['sid'] })).body).toMatchObject({ approved: 1 });
  });

  test('e-mail is passed over without an address', async () => {
    const { send } = await start({ CHANNEL_PLAN: 'email,sms' });
    expect((await send('+14155552692')).body['channel']).toBe('sms');
  });

  test.each([
    [{ channel: 'email' }, 'channel', 'must be one of sms, call, voice'],
    [{ channel: 'rcs' }, 'channel', 'must be one of sms, call, voice'],
    [{ email: 'nobody' }, 'email', 'is not an e-mail address'],
    [{ email: 7 }, 'email', 'must be one string'],
    [{ user: 7 }, 'user', 'must be one string'],
  ])('%j is refused by name', async (more, field, problem) => {
    const { send } = await start({});
    const answer = await send(MOBILE, more);
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ field, problem }] });
    expect(await owner.sandbox.requests()).toEqual([]);
  });

  test('an extension, which only a call can dial', async () => {
    const { send } = await start({ CHANNEL_PLAN: 'sms' });
    const answer = await send('+12025550123,2992', { channel: 'call' });
    expect([answer.status, answer.body['code']]).toEqual([422, 'undeliverable']);
    expect(await owner.sandbox.requests()).toEqual([]);
  });
});

describe('the fallback', () => {
  const FALLBACK_SENDERS = '+18885550100@US+CA,12345@US,+14155550100';
  afterEach(async () => void (await setCustomCodes(true)));

  test('sends where the service takes no custom codes, and says so', async () => {
    await setCustomCodes(false);
    const { bridge, send, log } = await start({ FALLBACK_SENDERS });
    const answer = await send(MOBILE, { locale: 'es-MX' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/) as string,
      status: 'queued',
      channel: 'sms',
      to: '+1******2671',
      via: 'messaging',
    });
    expect(await owner.sandbox.messages()).toMatchObject([
      { to: MOBILE, channel: 'sms', code: '918273', text: 'Su código de verificación es: 918273' },
    ]);
    expect(log()).toMatchObject({
      outcome: 'delivered',
      via: 'messaging',
      fallback: 'sent',
      verify_problem: 'service_misconfigured',
      verify_code: 60204,
    });
    expect(bridge.lines.join()).not.toMatch(/918273|4155552671|4155550100|8885550100/);
  });

  test('calls where a call was asked for, by a number that can', async () => {
    await setCustomCodes(false);
    // A short code cannot call, and the account has the next number for text messages alone.
    const { send } = await start({ FALLBACK_SENDERS: '12345@US,+14155550101,+14155550100' });
    const answer = await send(MOBILE, { channel: 'call' });
    expect([answer.status, answer.body['via'], answer.body['channel']]).toEqual([201, 'voice', 'call']);
    const calls = (await owner.sandbox.requests()).filter(({ path }) => path.endsWith('/Calls.json'));
    expect(calls.map(({ form }) => form['From'])).toEqual(['+14155550100']);
    expect(await owner.sandbox.messages()).toHaveLength(1);
  });

  test('lets Twilio decide on a number of which the account says nothing', async () => {
    await setCustomCodes(false);
    await owner.sandbox.fault({ match: { path: '/IncomingPhoneNumbers' }, status: 503, times: 1 });
    const { send } = await start({ FALLBACK_SENDERS: '+18885550100' });
    const answer = await send(MOBILE, { channel: 'call' });
    expect([answer.status, answer.body['via']]).toEqual([201, 'voice']);
  });

  test('keeps to the countries of its senders', async () => {
    await setCustomCodes(false);
    const { send, log } = await start({ FALLBACK_SENDERS: '+18885550100,12345@US' });
    const answer = await send('+447911123456');
    expect([answer.status, answer.body['code']]).toEqual([500, 'service_misconfigured']);
    expect(log()).toMatchObject({ fallback: 'no_sender' });
    expect(await owner.sandbox.messages()).toEqual([]);
  });

  test.each([
    ['a fault of Verify', { code: 20503 }, 'unavailable'],
    ['a broken connection', { reset: true }, 'timeout'],
    ['half an answer', { cut: true }, 'timeout'],
    ['Fraud Guard', { code: 60410 }, 'blocked'],
    ['a limit', { code: 60203 }, 'rate_limited'],
    ['wrong credentials', { code: 20003 }, 'service_misconfigured'],
  ])('does not follow %s', async (_, fault, code) => {
    await owner.sandbox.fault({ match: { path: '/Verifications' }, times: 1, ...fault });
    const { send } = await start({ FALLBACK_SENDERS });
    expect((await send(MOBILE)).body['code']).toBe(code);
    expect((await owner.sandbox.requests()).map(({ host }) => host)).toEqual(['verify.twilio.com']);
  });

  test('where nothing at all is reached, the answer is Verify’s, and a retry is welcome', async () => {
    const closed = await startTestSandbox();
    await closed.close();
    const { send, log } = await start({ FALLBACK_SENDERS, TWILIO_API_BASE_URL: closed.url });
    expect((await send(MOBILE)).body).toMatchObject({ code: 'unavailable', retryable: true });
    expect(log()).toMatchObject({ fallback: 'unavailable', verify_problem: 'unavailable' });
  });

  test('is not policy’s way out', async () => {
    await setCustomCodes(false);
    const { send } = await start({ FALLBACK_SENDERS, BLOCKED_PREFIXES: '+1' });
    expect((await send(MOBILE)).body).toMatchObject({ code: 'blocked', rule: 'prefix' });
    expect(await tried()).toEqual([]);
    expect(await owner.sandbox.messages()).toEqual([]);
  });

  test('has its feedback counted apart', async () => {
    await setCustomCodes(false);
    const { send, report } = await start({ FALLBACK_SENDERS });
    const sent = await send(MOBILE);
    const apart = { approved: 0, skipped: { no_pending_verification: 1 }, failed: 0, fallback: 1 };
    expect((await report({ to: MOBILE, id: 'one' })).body).toMatchObject(apart);
    expect((await report({ sid: sent.body['sid'], id: 'two' })).body).toMatchObject(apart);
    const other = await report({ to: '+14155552699', id: 'three' });
    expect(other.body).toMatchObject({ skipped: { no_pending_verification: 1 }, fallback: 0 });
  });

  test('is asked about only when every approval is done, and never holds one up', async () => {
    const { send, bridge } = await start({ FALLBACK_SENDERS });
    const numbers = Array.from({ length: 30 }, (_, n) => `+141555524${String(n).padStart(2, '0')}`);
    for (const to of numbers.slice(0, 5)) await send(to);
    await owner.sandbox.fault({ match: { path: '/Messages.json' }, hang: true, times: 1_000 });
    const events = numbers.map((to) => ({ to, outcome: 'approved' }));
    const answer = await post(`${bridge.url}/otp/outcome`, `Bearer ${sandboxEnvironment['OTP_TOKEN']}`, {
      events,
    });
    expect([answer.status, answer.body['approved'], answer.body['failed']]).toEqual([200, 5, 0]);
    expect(answer.body).toMatchObject({ skipped: { no_pending_verification: 25 }, fallback: 0 });
  });

  test('is not in the counts of an owner who has none', async () => {
    const { report } = await start({});
    expect((await report({ to: MOBILE })).body).not.toHaveProperty('fallback');
  });
});
