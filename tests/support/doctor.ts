import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../../scripts/doctor/check';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { deployable } from './deployable';
import { runScript, type Ended } from './script';

const {
  ACCOUNT_SID: accountSid = '',
  AUTH_TOKEN: authToken = '',
  VERIFY_SERVICE_SID: serviceSid = '',
} = deployable;
/** What the stand-in of Twilio accepts. */
export const credentials = { accountSid, authToken, serviceSid };
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

export interface Doctor {
  /** In which .env is. */
  folder: string;
  /** Of .env. */
  path: string;
  sandbox: Sandbox;
  /** .env as it should be, with these changes, and no trace of another test. */
  reset(): Promise<void>;
  write(changes: Record<string, string>, mode?: number): void;
  /** A POST to the Verify service. @param below the service's path */
  ask(below: string, form: Record<string, string>): Promise<{ sid: string }>;
  fault(fault: Record<string, unknown>): Promise<void>;
  /** `npm run doctor` as a process. No secret and no full number is ever printed. */
  run(args?: string[], env?: Record<string, string>): Promise<Ended>;
  /** What it found: `ok health: …`; and the names of the checks that failed. */
  diagnose(args?: string[], env?: Record<string, string>): Promise<{ lines: string[]; failed: string[] }>;
  close(): Promise<void>;
}

/** An account whose Verify service has one of two rate limits, and the .env of somebody who uses it. */
export async function startDoctor(): Promise<Doctor> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-doctor-'));
  const path = join(folder, '.env');
  const sandbox = await startSandbox({ credentials });

  async function ask(below: string, form: Record<string, string>): Promise<{ sid: string }> {
    const response = await fetch(`${sandbox.url}/v2/Services/${serviceSid}${below}`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(form),
    });
    return (await response.json()) as { sid: string };
  }

  function write(changes: Record<string, string>, mode = 0o600): void {
    const variables = { ...deployable, RATE_LIMITS: 'phone', ...changes };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    rmSync(path, { force: true });
    writeFileSync(path, lines.join(''), { mode });
  }

  async function run(args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
    const ended = await runScript('scripts/doctor.ts', ['--env', path, ...args], {
      TWILIO_API_BASE_URL: sandbox.url,
      ...env,
    });
    const secrets = readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line) => line.replace(/^[^=]*=/, '').split(','));
    for (const secret of secrets.filter((one) => one.length >= 12))
      expect(ended.stdout + ended.stderr).not.toContain(secret);
    expect(ended.stdout).not.toMatch(/\+\d{6,}/);
    return ended;
  }

  const { sid } = await ask('/RateLimits', { UniqueName: 'bridge_phone' });
  await ask(`/RateLimits/${sid}/Buckets`, { Max: '10', Interval: '3600' });
  await ask('/RateLimits', { UniqueName: 'bridge_ip' });
  return {
    folder,
    path,
    sandbox,
    ask,
    write,
    run,
    async reset() {
      write({});
      for (const name of ['faults', 'requests'])
        await fetch(`${sandbox.url}/sandbox/${name}`, { method: 'DELETE' });
    },
    async fault(fault) {
      const init = { method: 'POST', body: JSON.stringify(fault) };
      expect((await fetch(`${sandbox.url}/sandbox/faults`, init)).status).toBe(201);
    },
    async diagnose(args = [], env = {}) {
      const { code, stdout, stderr } = await run(['--json', ...args], env);
      expect(stderr).toBe('');
      const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
      const failed = checks.filter(({ state }) => state === 'failed');
      expect([code, ok]).toEqual(failed.length > 0 ? [1, false] : [0, true]);
      const lines = checks.map(({ state, name, found }) => `${state} ${name}: ${found}`);
      // What is to be done belongs to each that is not well, unless what was found says it, and to no other.
      const saysIt = (found: string) =>
        /Copy|Run the command again|Run npm run deploy|See https|empty the variable and run/.test(found);
      const silent = checks.filter(({ state, advice }) => (state === 'ok') !== (advice === undefined));
      expect(silent.filter(({ state, found }) => state === 'ok' || !saysIt(found))).toEqual([]);
      return { lines, failed: failed.map(({ name }) => name) };
    },
    async close() {
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}
