import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { sandboxEnvironment, startBridge } from '../support/bridge';
import { runScript } from '../support/script';

/** "Try it in the sandbox" of docs/setup.md: its commands, on other ports. */

const guide = readFileSync(join(__dirname, '../../docs/setup.md'), 'utf8');
const [, section = ''] = /### Try it in the sandbox\n([^]*?)\n### /.exec(guide) ?? [];
const [start = '', setup = '', sends = ''] = [...section.matchAll(/```sh\n([^]*?)\n```/g)].map(
  ([, command]) => command,
);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'verify-bridge-try-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('a limit that setup makes there refuses the fourth passcode, and a minute later none', async () => {
  const [, rateLimits] = /^RATE_LIMITS=(\S+) npm start$/.exec(start) ?? [];
  const [, flags = ''] =
    /^\(set -a; \. \.\/\.env\.sandbox; npm run setup -- (.* --env \.env\.try .*)\)$/.exec(setup) ?? [];
  const [, token, path, form] =
    /'Authorization: (.*?)' http:\/\/localhost:3000(\S+) -d '(.*?)'/.exec(sends) ?? [];
  const sandbox = await startSandbox(readSandboxSettings(sandboxEnvironment));
  const bridge = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, RATE_LIMITS: rateLimits });
  const send = async () => {
    const headers = { authorization: token ?? '', 'content-type': 'application/x-www-form-urlencoded' };
    const init = { method: 'POST', headers, body: form ?? '' };
    return (await fetch(bridge.url + (path ?? ''), init)).status;
  };
  try {
    expect(await send()).toBe(422);
    const file = join(folder, '.env.try');
    const env = { ...sandboxEnvironment, TWILIO_API_BASE_URL: sandbox.url };
    const made = await runScript('scripts/setup.ts', flags.replace('.env.try', file).split(' '), env);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(file)).toBe(true);

    expect(sends).toMatch(/^for i in 1 2 3 4; do /);
    const statuses = [await send(), await send(), await send(), await send()];
    expect(statuses).toEqual([201, 201, 201, 429]);
    expect(section).toContain(`It prints ${statuses.join(', ')}.`);

    const clock = { method: 'POST', body: '{"advance_seconds":61}' };
    expect((await fetch(`${sandbox.url}/sandbox/clock`, clock)).ok).toBe(true);
    expect(await send()).toBe(201);
  } finally {
    await bridge.close();
    await sandbox.close();
  }
});
