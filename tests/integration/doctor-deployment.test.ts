import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startBridge } from '../support/bridge';
import { deployable } from '../support/deployable';
import { startDoctor, type Doctor } from '../support/doctor';

/** What `npm run doctor` finds at the address of a deployment: the functions as built, and what is none. */

let doctor: Doctor;
beforeAll(async () => void (doctor = await startDoctor()));
beforeEach(() => doctor.reset());
afterAll(() => doctor.close());

describe('a deployment', () => {
  test('that is whole: each endpoint refuses a call, or is closed', async () => {
    doctor.write({ OKTA_HOOK_TOKEN: '' });
    const bridge = await startBridge({
      ...deployable,
      TWILIO_API_BASE_URL: doctor.sandbox.url,
      OTP_TOKEN: undefined,
      OKTA_HOOK_TOKEN: undefined,
    });
    const { lines, failed } = await doctor.diagnose([`${bridge.url}/health`]);
    await bridge.close();
    expect(failed).toEqual([]);
    expect(lines.filter((line) => /^ok \w+ secrets: /.test(line))).toEqual([
      'ok auth0 secrets: the deployment takes AUTH0_ACTION_TOKEN, AUTH0_LOG_STREAM_TOKEN of your file.',
      'ok pingone secrets: the deployment takes PINGONE_PASSWORD of your file.',
    ]);
    expect(lines).toContainEqual('ok health: the settings are whole.');
    expect(lines).toContainEqual(expect.stringMatching(/^ok answer time: \d+ ms at first/));
    for (const endpoint of ['pingone/sms', 'auth0/log-stream', 'zitadel/events', 'console/send'])
      expect(lines).toContainEqual(`ok /${endpoint}: refuses a call without credentials.`);
    expect(lines).toContainEqual('ok /otp/send: closed: not configured: OTP_TOKEN.');
    expect(lines).toContainEqual('ok /okta/telephony: closed: not configured: OKTA_HOOK_TOKEN.');
    expect(bridge.lines.join('\n')).not.toContain('"outcome":"delivered"');
  });

  test('whose echo route was left open, and one whose time is over', async () => {
    const ask = async (until: number) => {
      const echo = { ECHO_TOKEN: 'echo-token-of-a-test', ECHO_UNTIL: new Date(until).toISOString() };
      const bridge = await startBridge({ ...deployable, ...echo });
      const { stdout } = await doctor.run([bridge.url]);
      await bridge.close();
      expect(stdout).not.toContain(echo.ECHO_TOKEN);
      return /^(.*)\/live\/echo +(.*)$/m.exec(stdout)?.slice(1).join('');
    };
    expect(await ask(Date.now() + 60_000)).toMatch(
      /^warning +open: a live check runs, or .* -> unless one runs, remove ECHO_TOKEN and ECHO_UNTIL from/,
    );
    expect(await ask(Date.now() - 1)).toMatch(/^ok +closed: not configured: ECHO_UNTIL\.$/);
  });

  test('that has the secrets of another file', async () => {
    const bridge = await startBridge({ ...deployable, PINGONE_PASSWORD: 'Xk8-later-Tp2mR4vW7' });
    const { lines, failed } = await doctor.diagnose([bridge.url]);
    await bridge.close();
    expect(failed).toEqual(['pingone secrets']);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^failed pingone secrets: .*\/pingone\/sms refuses the value of PINGONE_PASSWORD/,
      ),
    );
    expect(lines.filter((line) => /^ok (auth0|okta) secrets/.test(line))).toHaveLength(2);
  });

  test('that is not configured', async () => {
    const bridge = await startBridge({ VERIFY_SERVICE_SID: undefined });
    const { lines, failed } = await doctor.diagnose([bridge.url]);
    await bridge.close();
    expect(failed).toEqual(['health']);
    expect(lines).toContainEqual('failed health: not configured: VERIFY_SERVICE_SID.');
    expect(lines).toContainEqual('ok /pingone/sms: closed: not configured: VERIFY_SERVICE_SID.');
  });

  test('that lets everybody in, and one that is something else', async () => {
    const server = createHttpServer((request, response) => {
      response.statusCode = request.url === '/pingone/sms' ? 201 : 404;
      response.end('{"code":"\\u001b[31m","errors":[{"field":"\\u001b[2J"}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { lines, failed } = await doctor.diagnose([
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ]);
    server.close();
    expect(failed).toEqual(expect.arrayContaining(['health', '/pingone/sms', '/pingone/voice']));
    expect(lines).toContain('failed /pingone/sms: answered 201 to a call without credentials.');
    expect(lines).toContain('failed /pingone/voice: is not there.');
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('whose certificate nobody knows, or which ends soon', async () => {
    const [key, certificate] = [join(doctor.folder, 'key.pem'), join(doctor.folder, 'certificate.pem')];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3',
    ];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], {
      stdio: 'ignore',
    });
    const server = createHttpsServer(
      { key: readFileSync(key), cert: readFileSync(certificate) },
      (_request, response) => void response.writeHead(401).end('{}'),
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    const unknown = await doctor.diagnose([url]);
    const known = await doctor.diagnose([url], { NODE_EXTRA_CA_CERTS: certificate });
    server.close();
    expect(unknown.failed).toEqual(['tls']);
    expect(unknown.lines).toContainEqual(
      expect.stringMatching(/^failed tls: the certificate is not accepted/),
    );
    expect(known.failed).toEqual(['health']);
    expect(known.lines).toContainEqual(
      expect.stringMatching(/^warning tls: TLSv1\.3, and a certificate for 2 days/),
    );
  });
});
