import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server';
import { credentials, startDoctor, type Doctor } from '../support/doctor';

/** `npm run doctor` as a process, against the stand-in of Twilio. */

const root = join(__dirname, '../..');

let doctor: Doctor;
beforeAll(async () => void (doctor = await startDoctor()));
beforeEach(() => doctor.reset());
afterAll(() => doctor.close());

test('all is well, in the words of docs/setup.md, and nothing was changed', async () => {
  const { code, stdout, stderr } = await doctor.run();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const guide = readFileSync(join(root, 'docs/setup.md'), 'utf8');
  const [, shown = ''] = /```\n(ok +node [^]*?)```/.exec(guide) ?? [];
  const normal = (text: string) => text.replace(/\d+\.\d+\.\d+/, 'N');
  expect(normal(stdout.replaceAll(doctor.path, '.env'))).toBe(normal(shown));

  const response = await fetch(`${doctor.sandbox.url}/sandbox/requests`);
  const { requests } = (await response.json()) as { requests: { method: string }[] };
  expect(requests.length).toBeGreaterThanOrEqual(6);
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('a file that others can read, and no file', async () => {
  doctor.write({}, 0o644);
  expect((await doctor.diagnose()).lines).toContainEqual(
    expect.stringMatching(/^warning file: Others .* may read/),
  );
  const none = join(doctor.folder, 'none');
  const { code, stdout } = await doctor.run(['--env', none]);
  expect(code).toBe(1);
  expect(stdout).toContain(`There is no ${none}. -> npm run setup -- --env ${none}\n`);
});

test('Twilio, which cannot be reached', async () => {
  const closed = await startSandbox({ credentials });
  await closed.close();
  const { lines, failed } = await doctor.diagnose([], { TWILIO_API_BASE_URL: closed.url });
  expect(failed).toEqual(['account']);
  expect(lines).toContainEqual(
    expect.stringMatching(/^failed account: No connection to Twilio.* Run the command again\.$/),
  );
});

test.each([
  ['http outside this machine', ['http://example.com']],
  ['credentials in the address', ['https://a:b@example.com']],
  ['no address', ['example.com']],
  ['two addresses', ['https://a.example', 'https://b.example']],
  ['a flag that nobody knows', ['--fix']],
])('%s is wrong usage', async (_what, args) => {
  const { code, stdout, stderr } = await doctor.run(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toBe('');
});
