import { renderMark } from '../../../scripts/connect/pingone/mark';
import { findMatch, type Resource } from '../../../scripts/connect/pingone/resource';
import {
  compareSender,
  correctSender,
  createSender,
  findSender,
  isMadeSender,
  renderBody,
} from '../../../scripts/connect/pingone/sender';
import { readSettings, renderAuthorization } from '../../../scripts/connect/pingone/settings';
import {
  compareWebhook,
  correctWebhook,
  createWebhook,
  findWebhook,
  isMadeWebhook,
} from '../../../scripts/connect/pingone/webhook';
import { parseOtpRequest } from '../../../src/identity-providers/pingone/otp-request';

const UUID = '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const variables = {
  PINGONE_USERNAME: 'pingone',
  PINGONE_PASSWORD: 'a-password-of-the-tests, another-of-the-tests',
  PINGONE_ENVIRONMENT_ID: UUID,
  PINGONE_REGION: 'eu',
  PINGONE_CLIENT_ID: UUID,
  PINGONE_CLIENT_SECRET: 'x',
};
const deployment = {
  bridge: new URL('https://acme.twil.io'),
  settings: readSettings(variables, []),
  fingerprint: '0123456789abcdef',
};
const other = { ...deployment, fingerprint: 'fedcba9876543210' };
const sender: Resource = { id: 's1', ...createSender(deployment, 'Phones') };
const webhook: Resource = { id: 'w1', ...createWebhook(deployment, 'Events') };

/** A copy in which the value at the path, `requests.0.url`, is another. */
function change(resource: Resource, path: string, value: unknown): Resource {
  const copy = structuredClone(resource);
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: Record<string, unknown> = copy;
  for (const name of names) at = at[name] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

test('the fingerprint in the body is one of the fields that verify-bridge ignores', () => {
  const render = (body: string) =>
    Object.fromEntries(
      new URLSearchParams(
        body.replace(/\$\{(\w+)\}/g, (_, name: string) =>
          encodeURIComponent({ to: '+14155552671', otp: '012345', from: '+12025550100' }[name] ?? 'en'),
        ),
      ),
    );
  const [plain = ''] = renderBody('').split('&connection=');
  // Even where it is all digits, and looks like a code.
  for (const fingerprint of ['0123456789abcdef', '0123456789012345', '4444444444444444']) {
    for (const isTaken of [false, true]) {
      const result = parseOtpRequest(render(renderBody(renderMark({ fingerprint, isTaken }))), 'sms');
      expect(result).toEqual(parseOtpRequest(render(plain), 'sms'));
      expect(result).toMatchObject({ ok: true, value: { passcode: '012345' } });
    }
  }
});

test.each([
  ['authentication.method', 'BEARER', ['the authorization']],
  ['authentication.username', 'acme', ['the user name']],
  ['provider', 'CUSTOM_TWILIO', ['the kind of the sender']],
  ['requests.0.url', 'https://acme.twil.io/pingone/voice', ['the SMS URL']],
  ['requests.1.method', 'GET', ['the VOICE method']],
  ['requests.1.phoneNumberFormat', 'NUMBER_ONLY', ['the VOICE number format']],
  ['requests.0.headers', { 'content-type': 'application/json' }, ['the SMS content type']],
  ['requests.0.headers', undefined, ['the SMS content type']],
  ['requests.0.body', renderBody('0123456789abcdef').replace('to=${to}&', ''), ['the SMS body']],
  ['requests.0.body', 'to=${to}', ['the password', 'the SMS body']],
  ['requests.0.body', renderBody('').replace('&connection=', ''), ['the password']],
  ['requests', [], ['the password', 'the SMS request', 'the VOICE request']],
  ['requests', 'none', ['the password', 'the SMS request', 'the VOICE request']],
])('a sender with another %s: %p', (path, value, differences) => {
  const changed = change(sender, path, value);
  expect(compareSender(changed, deployment)).toEqual(differences);
  expect(compareSender({ ...correctSender(changed, deployment), id: 's1' }, deployment)).toEqual([]);
});

test('a sender with another password differs in nothing else; what is not compared stays', () => {
  expect(compareSender(sender, deployment)).toEqual([]);
  expect(compareSender(sender, other)).toEqual(['the password']);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'x-own': '1' };
  const body = renderBody('0123456789abcdef', 'text');
  const found = change(
    change(change(sender, 'requests.0.headers', headers), 'requests.0.body', body),
    'numbers',
    [1],
  );
  expect(compareSender(found, deployment)).toEqual([]);
  const [sms] = correctSender({ ...found, createdAt: 'x', _links: {} }, other)['requests'] as unknown[];
  expect(sms).toMatchObject({
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-own': '1' },
    body: renderBody('fedcba9876543210', 'text'),
  });
  expect(correctSender({ ...found, createdAt: 'x', _links: {} }, other)).toMatchObject({
    id: 's1',
    numbers: [1],
  });
  expect(correctSender({ ...found, createdAt: 'x', _links: {} }, other)).not.toHaveProperty('_links');
  expect(compareSender(change(sender, 'requests.2', {}), deployment)).toContain('a request too many');
});

test.each([
  ['enabled', false, ['it is switched off']],
  ['format', 'SPLUNK', ['the format']],
  ['verifyTlsCertificates', false, ['the check of the certificate']],
  ['protocol', 'TCP_IP', ['the protocol']],
  ['httpEndpoint.url', 'https://acme.twil.io/pingone/event', ['the URL']],
  ['httpEndpoint.headers', { Authorization: 'Basic x' }, ['the password']],
  ['httpEndpoint.headers', undefined, ['the password']],
  ['httpEndpoint.headers.x-connection', 'fedcba9876543210', ['the password']],
  ['httpEndpoint.headers.Authorization', 'Basic x', ['the password']],
  ['filterOptions', undefined, ['the event types']],
  [
    'filterOptions.includedActionTypes',
    ['OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED', 'USER.CREATED'],
    ['the event types'],
  ],
  ['payloadOptions.maximumPayloadLimit', { type: 'KB_PER_PAYLOAD', size: 100 }, ['the size of a payload']],
  ['payloadOptions.maximumPayloadLimit.size', 500, ['the size of a payload']],
  ['payloadOptions.payloadFormat.https.format', 'ND_JSON', ['the payload format']],
  ['payloadOptions', undefined, ['the size of a payload', 'the payload format']],
])('a webhook with another %s: %p', (path, value, differences) => {
  const changed = change(webhook, path, value);
  expect(compareWebhook(changed, deployment)).toEqual(differences);
  expect(compareWebhook({ ...correctWebhook(changed, deployment), id: 'w1' }, deployment)).toEqual([]);
});

test('a webhook that lacks the mark alone is right, and gets it', () => {
  const unmarked = change(webhook, 'httpEndpoint.headers', {
    Authorization: renderAuthorization(deployment.settings),
  });
  expect(compareWebhook(unmarked, deployment)).toEqual([]);
  expect(findWebhook([unmarked], deployment.bridge)).toMatchObject({ ours: undefined, foreign: unmarked });
  const corrected = { id: 'w1', ...correctWebhook(unmarked, deployment) };
  expect(findWebhook([corrected], deployment.bridge).ours).toBe(corrected);
});

test('a webhook with another password differs in nothing else, and its address goes back once', () => {
  expect(compareWebhook(webhook, deployment)).toEqual([]);
  expect(compareWebhook(webhook, other)).toEqual(['the password']);
  const found = { ...webhook, connectionDetails: webhook['httpEndpoint'], environment: {} };
  const corrected = correctWebhook(found, other);
  for (const name of ['connectionDetails', 'environment', 'id']) expect(corrected).not.toHaveProperty(name);
});

test('what was made stays made, and what was taken over stays taken over', () => {
  const body = renderBody('').replace('&connection=', '');
  const ownSender = change(change(sender, 'requests.0.body', body), 'requests', [
    { deliveryMethod: 'SMS', body },
  ]);
  const ownWebhook = change(webhook, 'httpEndpoint.headers', { 'X-Connection': 'of the customer' });
  for (const [found, isMade] of [
    [sender, true],
    [change(sender, 'requests.0.body', 'x'), true],
    [ownSender, false],
    [change(sender, 'requests.1.body', renderBody('taken-0123456789abcdef')), false],
  ] as const)
    for (const now of [deployment, other]) {
      const once: Resource = { ...correctSender(found, now), id: 's1' };
      const twice: Resource = { ...correctSender(once, deployment), id: 's1' };
      expect([isMadeSender(found), isMadeSender(once), isMadeSender(twice)]).toEqual([
        isMade,
        isMade,
        isMade,
      ]);
      expect(compareSender(once, now)).toEqual([]);
      expect(findSender([once], deployment.bridge).ours).toBe(once);
    }
  for (const [found, isMade] of [
    [webhook, true],
    [ownWebhook, false],
  ] as const)
    for (const now of [deployment, other]) {
      const once: Resource = { ...correctWebhook(found, now), id: 'w1' };
      const twice: Resource = { ...correctWebhook(once, deployment), id: 'w1' };
      expect([isMadeWebhook(found), isMadeWebhook(once), isMadeWebhook(twice)]).toEqual([
        isMade,
        isMade,
        isMade,
      ]);
      expect(compareWebhook(once, now)).toEqual([]);
      expect(findWebhook([once], deployment.bridge).ours).toBe(once);
    }
});

test.each([
  [[sender], 's1', undefined],
  [[change(sender, 'requests.0.body', 'x')], 's1', undefined],
  [[change(change(sender, 'requests.0.body', 'x'), 'requests.1.body', 'x')], undefined, 's1'],
  [
    [change(change(sender, 'requests.0.url', 'https://b.twil.io/'), 'requests.1.url', 'no URL')],
    undefined,
    undefined,
  ],
  [[], undefined, undefined],
  [[{ id: 'x', name: 'verify-bridge' }, sender], 's1', undefined],
  [[{ id: 'x', name: 'verify-bridge' }], undefined, undefined],
])('whose is a sender: %#', (all, ours, others) => {
  const match = findSender(all, deployment.bridge);
  expect([match.ours?.id, match.foreign?.id]).toEqual([ours, others]);
});

test('a webhook is ours by its mark and its address; the second of two has the name of its host', () => {
  expect(findWebhook([webhook], deployment.bridge)).toMatchObject({
    ours: webhook,
    foreign: undefined,
    freeName: 'verify-bridge',
  });
  const bridge = new URL('https://other.twil.io');
  const taken = { ...webhook, name: 'verify-bridge' };
  expect(findWebhook([taken], bridge)).toMatchObject({
    ours: undefined,
    foreign: undefined,
    freeName: 'verify-bridge (other.twil.io)',
  });
  const nothing = { isMarked: () => false, listUrls: () => ['', 'no URL'] };
  expect(findMatch([webhook], bridge, nothing)).toMatchObject({ ours: undefined, foreign: undefined });
});
