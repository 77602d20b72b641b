import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import twilio, { type Twilio } from 'twilio';
import { sendRequest, type HttpRequest } from '../../../../src/apis/http';
import { createApprover } from '../../../../src/apis/twilio/approve';
import { createAttemptsPort } from '../../../../src/apis/twilio/attempts';
import { createFallbackFinder } from '../../../../src/apis/twilio/messages-sent';
import { sendMessage } from '../../../../src/apis/twilio/messaging';
import { lookUpNumber } from '../../../../src/apis/twilio/lookup';
import { fetchVerifyService } from '../../../../src/apis/twilio/service';
import { createTotpPort } from '../../../../src/apis/twilio/totp-factors';
import { checkCode } from '../../../../src/apis/twilio/verification-check';
import { fetchVerificationState } from '../../../../src/apis/twilio/verification-state';
import { canCall } from '../../../../src/apis/twilio/voice-senders';
import { createVerifyPort } from '../../../../src/apis/twilio/verify';
import { createDeadline, systemClock } from '../../../../src/core/deadline';

/** The SDK's modules, which are imported one by one, put the same on the wire as the SDK's own client. */

jest.mock('../../../../src/apis/http', () => ({
  ...jest.requireActual<object>('../../../../src/apis/http'),
  sendRequest: jest.fn(),
}));

const SID = '0123456789abcdef0123456789abcdef';
const PHONE = '+14155552671';
const SINCE = Date.UTC(2026, 0, 2);
const settings = {
  accountSid: `AC${SID}`,
  authToken: 'an-auth-token-of-the-test',
  serviceSid: `VA${SID}`,
  apiBaseUrl: undefined,
};

/** Enough of every resource that is asked for. */
const RESOURCE = {
  ...{ sid: `VE${SID}`, status: 'pending', send_code_attempts: [], friendly_name: 'Bridge' },
  ...{ valid: true, national_format: '(415) 555-2671', total_attempts: 2, total_converted: 1 },
  ...{ attempts: [], meta: { key: 'attempts', page_size: 1, url: 'https://verify.twilio.com/v2/Attempts' } },
};

type OnTheWire = Pick<HttpRequest, 'method' | 'headers'> & { url: string; body: string };

async function observeOurs(call: () => Promise<unknown>): Promise<OnTheWire[]> {
  const seen: OnTheWire[] = [];
  jest.mocked(sendRequest).mockImplementation(({ method, url, headers, body = '' }) => {
    seen.push({ method, url: url.href, headers, body });
    return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(RESOURCE) });
  });
  await call();
  return seen;
}

interface SdkOptions {
  method: string;
  uri: string;
  username: string;
  password: string;
  headers: Record<string, string>;
  params?: Record<string, string>;
  data?: Record<string, string>;
}

async function observeSdk(call: (client: Twilio) => Promise<unknown>): Promise<OnTheWire[]> {
  const seen: OnTheWire[] = [];
  const encode = (fields: Record<string, string> = {}) => new URLSearchParams(fields).toString();
  const request = ({ method, uri, username, password, headers, params, data }: SdkOptions) => {
    const url = new URL(uri);
    url.search = encode(params);
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const authorized = { ...headers, Authorization: `Basic ${basic}` };
    seen.push({ method, url: url.href, headers: authorized, body: encode(data) });
    return Promise.resolve({ statusCode: 200, body: RESOURCE });
  };
  const httpClient = { request } as never;
  await call(twilio(settings.accountSid, settings.authToken, { httpClient, autoRetry: false }));
  return seen;
}

const deadline = createDeadline(systemClock);
const totp = createTotpPort(settings, deadline);
const IDENTITY = '7c2f9a64-1d0e';
const FACTOR = { identity: IDENTITY, sid: `YF${SID}` };
const entity = (client: Twilio) => service(client).entities(IDENTITY);
const service = (client: Twilio) => client.verify.v2.services(settings.serviceSid);

const MESSAGE = { from: '+14155550100', to: PHONE, text: 'Your code & <more>', language: 'en-US' };

test.each<[string, () => Promise<unknown>, (client: Twilio) => Promise<unknown>]>([
  [
    'a verification is created',
    () =>
      createVerifyPort(settings, deadline).create(
        {
          to: PHONE,
          passcode: '012345',
          channel: 'call',
          locale: 'en',
          sendDigits: 'ww22',
          deviceIp: '203.0.113.7',
          tags: { idp: 'acme' },
        },
        {},
      ),
    (client) =>
      service(client).verifications.create({
        to: PHONE,
        channel: 'call',
        customCode: '012345',
        tags: '{"idp":"acme"}',
        locale: 'en',
        sendDigits: 'ww22',
        deviceIp: '203.0.113.7',
      }),
  ],
  [
    'one is created without a code, with its rate limits and a risk check',
    () =>
      createVerifyPort(settings, deadline, true).create(
        { to: PHONE, channel: 'sms', tags: { idp: 'verify' } },
        { phone: PHONE, user: 'auth0|5f7c8ec7c33c6c004bbafe82' },
      ),
    (client) =>
      service(client).verifications.create({
        to: PHONE,
        channel: 'sms',
        tags: '{"idp":"verify"}',
        rateLimits: { bridge_phone: PHONE, bridge_user: '41aa487887e3c45c19b2448b2f036552' },
        riskCheck: 'enable',
      }),
  ],
  [
    'the pending one of a number is fetched',
    () => createVerifyPort(settings, deadline).findPendingChannel(PHONE),
    (client) => service(client).verifications(encodeURIComponent(PHONE)).fetch(),
  ],
  [
    'the fallback sends a text message',
    () => sendMessage(settings, { ...MESSAGE, channel: 'sms' }, deadline),
    (client) => client.messages.create({ from: MESSAGE.from, to: PHONE, body: MESSAGE.text }),
  ],
  [
    'the fallback calls',
    () => sendMessage(settings, { ...MESSAGE, channel: 'call', sendDigits: 'ww22' }, deadline),
    (client) =>
      client.calls.create({
        from: MESSAGE.from,
        to: PHONE,
        twiml: '<Response><Say language="en-US">Your code &amp; &lt;more></Say></Response>',
        sendDigits: 'ww22',
      }),
  ],
  [
    'the account is asked whether a number can call',
    () => canCall(settings, MESSAGE.from, deadline),
    (client) => client.incomingPhoneNumbers.page({ phoneNumber: MESSAGE.from }),
  ],
  [
    'one is approved',
    () => createApprover(settings, deadline)(PHONE),
    (client) => service(client).verifications(encodeURIComponent(PHONE)).update({ status: 'approved' }),
  ],
  [
    'one is fetched',
    () => fetchVerificationState(settings, `VE${SID}`, deadline),
    (client) => service(client).verifications(`VE${SID}`).fetch(),
  ],
  [
    'the service is fetched',
    () => fetchVerifyService(settings, deadline),
    (client) => service(client).fetch(),
  ],
  [
    'attempts are listed',
    () => createAttemptsPort(settings, deadline).latest(SINCE),
    (client) =>
      client.verify.v2.verificationAttempts.page({
        verifyServiceSid: settings.serviceSid,
        dateCreatedAfter: new Date(SINCE),
        pageSize: 200,
      }),
  ],
  [
    'attempts are counted',
    () => createAttemptsPort(settings, deadline).tally(SINCE, { country: 'US' }),
    (client) =>
      client.verify.v2.verificationAttemptsSummary().fetch({
        verifyServiceSid: settings.serviceSid,
        dateCreatedAfter: new Date(SINCE),
        country: 'US',
      }),
  ],
  [
    'a number is looked up',
    () => lookUpNumber(settings, PHONE, ['line_type_intelligence', 'sms_pumping_risk'], deadline),
    (client) =>
      client.lookups.v2
        .phoneNumbers(encodeURIComponent(PHONE))
        .fetch({ fields: 'line_type_intelligence,sms_pumping_risk' }),
  ],
  [
    'a code is checked for a number',
    () => checkCode(settings, { to: PHONE }, '012345', deadline),
    (client) => service(client).verificationChecks.create({ to: PHONE, code: '012345' }),
  ],
  [
    'a code is checked for a verification',
    () => checkCode(settings, { verificationSid: `VE${SID}` }, '012345', deadline),
    (client) => service(client).verificationChecks.create({ verificationSid: `VE${SID}`, code: '012345' }),
  ],
  [
    'a factor is created',
    () => totp.create(IDENTITY, "Robin's phone"),
    (client) => entity(client).newFactors.create({ friendlyName: "Robin's phone", factorType: 'totp' }),
  ],
  [
    'a factor is fetched',
    () => totp.fetchStatus(FACTOR),
    (client) => entity(client).factors(FACTOR.sid).fetch(),
  ],
  [
    'a factor is verified',
    () => totp.verify(FACTOR, '012345'),
    (client) => entity(client).factors(FACTOR.sid).update({ authPayload: '012345' }),
  ],
  [
    'a code is checked for a factor',
    () => totp.check(FACTOR, '012345'),
    (client) => entity(client).challenges.create({ factorSid: FACTOR.sid, authPayload: '012345' }),
  ],
  ['a factor is removed', () => totp.remove(FACTOR), (client) => entity(client).factors(FACTOR.sid).remove()],
])('%s', async (_, ours, theirs) => {
  const [seen, expected] = [await observeOurs(ours), await observeSdk(theirs)];
  expect(seen).toHaveLength(1);
  expect(seen).toEqual(expected);
});

test('what the fallback sent is listed', async () => {
  const since = new Date(Math.floor(SINCE / 1000) * 1000);
  const clock = { ...systemClock, now: () => since.getTime() + 600_000 };
  const senders = [{ from: MESSAGE.from, isShortCode: false, countries: undefined }];
  const ours = () => createFallbackFinder(settings, senders, 600_000, createDeadline(clock))(PHONE);
  const theirs = (client: Twilio) =>
    Promise.all([
      client.messages.page({ to: PHONE, dateSentAfter: since, pageSize: 20 }),
      client.calls.page({ to: PHONE, startTimeAfter: since, pageSize: 20 }),
    ]);
  const [seen, expected] = [await observeOurs(ours), await observeSdk(theirs)];
  expect(seen).toHaveLength(2);
  expect(seen).toEqual(expected);
});

test('the version is pinned, and every request names it', async () => {
  const { dependencies } = JSON.parse(readFileSync(join(__dirname, '../../../../package.json'), 'utf8')) as {
    dependencies: { twilio: string };
  };
  expect(dependencies.twilio).toMatch(/^\d+\.\d+\.\d+$/);
  const [request] = await observeOurs(() => createApprover(settings, deadline)(PHONE));
  expect(request?.headers['User-Agent']).toMatch(
    new RegExp(`^twilio-node/${dependencies.twilio.replaceAll('.', '\\.')} `),
  );
});

test('a region and an edge in the environment are honoured, as the SDK does', async () => {
  process.env['TWILIO_REGION'] = 'ie1';
  process.env['TWILIO_EDGE'] = 'dublin';
  try {
    const [request] = await observeOurs(() => createApprover(settings, deadline)(PHONE));
    expect(request?.url).toMatch(/^https:\/\/verify\.dublin\.ie1\.twilio\.com\/v2\//);
  } finally {
    delete process.env['TWILIO_REGION'];
    delete process.env['TWILIO_EDGE'];
  }
});
