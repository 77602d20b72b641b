import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { computeTotp, readOtpauth } from '../support/totp';
import { startVerifyApi, type VerifyApi } from '../support/verify-api';

/** Every exchange that docs/verify-api.md shows, one after the other. */

const document = readFileSync(join(__dirname, '../../docs/verify-api.md'), 'utf8');
const exchanges = [...document.matchAll(/```text\nPOST (\S+)\n([^]*?)\n\n(\d{3})\n([^]*?)\n```/g)].map(
  ([, path = '', body = '', status = '', reply = '']) => ({ path, body, status: Number(status), reply }),
);

let api: VerifyApi;
beforeAll(async () => {
  api = await startVerifyApi();
});
afterAll(() => api.close());

/** What the page leaves open: `VE…` is any text that begins so. */
const open = (value: unknown): unknown => {
  if (typeof value === 'string' && value.endsWith('…'))
    return expect.stringMatching(new RegExp(`^${value.slice(0, -1)}.+`));
  return value;
};

test('the page shows each endpoint, and each exchange is read', () => {
  expect(exchanges).toHaveLength(document.match(/^POST \//gm)?.length ?? 0);
  const paths = ['verify/start', 'verify/check', 'totp/factors', 'totp/verify', 'totp/check', 'totp/remove'];
  expect([...new Set(exchanges.map(({ path }) => path))]).toEqual(paths.map((path) => `/${path}`));
});

test('each is answered as the page says', async () => {
  const known: Record<string, string> = { '000000': '0000' };
  for (const { path, body, status, reply } of exchanges) {
    const filled = Object.entries(known).reduce((text, [open, value]) => text.replaceAll(open, value), body);
    const answer = await api.ask(path, JSON.parse(filled));
    const shown = JSON.parse(reply) as Record<string, unknown>;
    const expected = Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, open(value)]));
    expect([path, filled, answer.status, answer.body]).toEqual([path, filled, status, expected]);
    const { sid, uri } = answer.body;
    if (typeof sid === 'string') known[`${sid.slice(0, 2)}…`] = sid;
    if (path === '/verify/start' && status === 201) known['THE CODE'] = await api.latestCode();
    if (typeof uri === 'string')
      known["THE APP'S CODE"] = computeTotp(readOtpauth(uri).secret, Date.now() / 1000);
  }
});
