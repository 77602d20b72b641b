import { parse as parseForm } from 'node:querystring';
import { renderWelcome } from '../../../scripts/welcome';
import { toVerifyLocale } from '../../../src/core/locale';
import type { SendRequest } from '../../../src/core/otp-request';
import { isAllowed } from '../../../src/core/prefix-policy';
import { refuse, type Result } from '../../../src/core/result';
import { authenticate } from '../../../src/http/credentials';
import { createProblemReply } from '../../../src/http/reply';
import { providers } from '../../../src/identity-providers/registry';
import { runAction } from '../../support/auth0-actions';
import {
  everything,
  guides,
  isOfEvents,
  matches,
  read,
  requests,
  rows,
  sandboxEnvironment,
  unique,
  type Shown,
} from './documents';

/** What a document shows of a request to send is what becomes of it. */

/** As the runtime and the shell of a function do with a body, with credentials that are good. */
function answer(path: string, body: Shown['body']): Result<SendRequest> {
  const request = body['request'] ?? { headers: { authorization: `Bearer ${'x'.repeat(16)}` } };
  const stranger = authenticate(request, { scheme: 'bearer', token: ['x'.repeat(16)] });
  if (stranger !== undefined) return refuse(stranger);
  const route = providers.flatMap(({ otpRoutes }) => otpRoutes).find((one) => `/${one.path}` === path);
  if (route === undefined) throw new Error(`No provider has the route ${path}`);
  return route.parseRequest(body);
}

const sends = requests.filter((request) => !isOfEvents(request));

test('every block of the documents is read', () => {
  expect(requests).toHaveLength(matches(guides.map(read).join('\n'), /```http/g).length);
  expect(sends.length).toBeGreaterThan(15);
});

test.each(sends)('$name', ({ path, body, claim }) => {
  const result = answer(path, body);
  if (claim.startsWith('```json')) {
    const shown = JSON.parse(claim.replace(/```(json)?/g, '')) as unknown;
    expect(result.ok ? result : createProblemReply(result.problem).body).toEqual(shown);
  } else if (result.ok) {
    const { to, passcode, channel, locale, sendDigits } = result.value;
    const keys = sendDigits === undefined ? '' : `, then the keys \`${sendDigits}\``;
    const language = toVerifyLocale(locale, channel);
    const within = language === undefined ? '' : `, in \`${language}\``;
    expect(claim).toBe(`**Sent:** code \`${passcode}\` to \`${to}\`${keys}${within}.`);
  } else {
    const { code, detail } = result.problem;
    expect([`**Refused:** \`${code}\``, `**Refused:** \`${code}\`, “${detail}”`]).toContain(claim);
  }
});

const templates = unique(matches(everything, /to=\$\{to\}[^"\n]*/g));
const values = {
  to: '+14155552671',
  otp: '012345',
  message: 'Hello jdoe, here is your code',
  from: '+12025550100',
  locale: 'en-US',
};

test.each(templates)('PingOne renders %s, escaped or not, into a passcode', (template) => {
  // What Terraform's provider insists on.
  expect(template).toMatch(/\$\{to\}.*\$\{message\}/);
  for (const escape of [encodeURIComponent, (value: string) => value]) {
    const body = template.replace(/\$\{(\w+)\}/g, (_, name: keyof typeof values) => escape(values[name]));
    for (const path of ['/pingone/sms', '/pingone/voice']) {
      const result = answer(path, { ...parseForm(body) });
      expect(result).toMatchObject({
        ok: true,
        value: { to: values.to, passcode: '012345', locale: 'en-US' },
      });
    }
  }
});

describe('the README', () => {
  const readme = read('README.md');
  const printed = renderWelcome(3000, 'http://127.0.0.1:3001', sandboxEnvironment);

  test('has the two commands, and the curl line that npm start prints', () => {
    expect(matches(readme, /^npm ci && .*$/gm)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
    const [, credentials, path = '', fields = ''] =
      /^curl -u (\S+) http:\/\/localhost:3000(\S+) \\\n(.+)$/m.exec(readme) ?? [];
    expect(credentials).toBe(
      `${sandboxEnvironment['PINGONE_USERNAME']}:${sandboxEnvironment['PINGONE_PASSWORD']}`,
    );
    expect(printed).toContain(fields);
    const pairs = [...fields.matchAll(/--data-urlencode '(\w+)=([^']+)'/g)];
    const body = Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
    expect(answer(path, body)).toMatchObject({ ok: true, value: { to: '+14155552671', passcode: '012345' } });
  });

  test('has the address of the test page that npm start prints', () => {
    const addresses = matches(everything, /http:\/\/localhost:3000\/#[\w-]+/g);
    expect(addresses).toContain(`http://localhost:3000/#${sandboxEnvironment['CONSOLE_PASSWORD']}`);
    for (const address of addresses) expect(printed).toContain(address);
  });
});

test.each(
  rows(read('docs/operations.md'), /^(\+[\d,+]+)?$/).filter(([, , number]) => number?.startsWith('+')),
)('prefixes: allowed "%s", blocked "%s", %s is %s', (allowed = '', blocked = '', number = '', result) => {
  const list = (text: string) => text.split(',').filter((prefix) => prefix !== '');
  const isSent = isAllowed(number, { allowed: list(allowed), blocked: list(blocked) });
  expect(isSent ? 'sent' : 'blocked').toBe(result);
});

test("the reason in Auth0's log is what the Action makes of the problem", async () => {
  const [reason = ''] = matches(read('docs/auth0.md'), /```text\n([^]*?)\n```/g);
  const reference = /reference (\S+)\)$/.exec(reason)?.[1] ?? '';
  const examples = matches(read('docs/problems.md'), /```json\n([^]*?)```/g);
  const problem = examples.find((text) => text.includes('"rate_limited"')) ?? '';
  const fetch = () =>
    Promise.resolve(new Response(problem, { status: 429, headers: { 'x-correlation-id': reference } }));
  const notification = { message_type: 'otp_verify', delivery_method: 'text' };
  const event = {
    notification: { ...notification, recipient: '+14155552671', code: '012345' },
    secrets: { BRIDGE_URL: 'https://verify-bridge.example', BRIDGE_TOKEN: 'x'.repeat(16) },
  };
  const { refusals } = await runAction('custom-phone-provider', event, { fetch });
  expect(refusals).toEqual([{ how: 'drop', reason }]);
});
