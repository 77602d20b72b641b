import { readConfiguration, readVerificationLifetime, type Environment } from '../../src/config';
import { readWorkerSettings } from '../../src/identity-providers/pingone/settings';

const MINUTE = 60_000;
const good: Environment = {
  PINGONE_ENVIRONMENT_ID: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  PINGONE_REGION: 'eu',
  PINGONE_WORKER_CLIENT_ID: '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9',
  PINGONE_WORKER_CLIENT_SECRET: 'a~secret.that,PingOne-made',
};
const names = Object.keys(good);

/** The variables that are named as wrong, in the order in which they are. */
const wrong = (env: Environment): string[] => {
  const result = readConfiguration(env, readWorkerSettings);
  return result.ok ? [] : (result.problem.errors ?? []).map(({ field }) => field);
};

describe('pingoneWorker', () => {
  test('a whole set is read', () => {
    expect(readConfiguration(good, readWorkerSettings)).toEqual({
      ok: true,
      value: {
        environmentId: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
        clientId: '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9',
        clientSecret: 'a~secret.that,PingOne-made',
        apiBaseUrl: 'https://api.pingone.eu',
        authBaseUrl: 'https://auth.pingone.eu',
      },
    });
  });

  test.each(['com', 'eu', 'ca', 'com.au', 'sg', 'asia'])('region %s has its hosts', (region) => {
    expect(readConfiguration({ ...good, PINGONE_REGION: region }, readWorkerSettings)).toMatchObject({
      ok: true,
      value: { apiBaseUrl: `https://api.pingone.${region}`, authBaseUrl: `https://auth.pingone.${region}` },
    });
  });

  test.each<[string, Environment]>([
    ['nothing is set', {}],
    ['both are empty', { PINGONE_WORKER_CLIENT_ID: '', PINGONE_WORKER_CLIENT_SECRET: ' ' }],
    ['only the environment and the region are set', { PINGONE_ENVIRONMENT_ID: 'x', PINGONE_REGION: 'x' }],
    ['what is set is no text', { PINGONE_WORKER_CLIENT_ID: 1, PINGONE_WORKER_CLIENT_SECRET: {} }],
  ])('there is no worker where %s', (_, env) => {
    expect(readConfiguration(env, readWorkerSettings)).toEqual({ ok: true, value: undefined });
  });

  test.each(names)('without %s it is not configured, and that is named', (name) => {
    expect(wrong({ ...good, [name]: undefined })).toEqual([name]);
    expect(wrong({ ...good, [name]: '' })).toEqual([name]);
  });

  test.each(['PINGONE_WORKER_CLIENT_ID', 'PINGONE_WORKER_CLIENT_SECRET'])(
    'with %s alone everything else is named',
    (name) => {
      const others = names.filter((other) => other !== name);
      expect(wrong({ [name]: good[name] }).sort()).toEqual(others.sort());
    },
  );

  test.each([
    ['PINGONE_REGION', 'us-east'],
    ['PINGONE_REGION', 'EU'],
    ['PINGONE_REGION', 'com.evil.example'],
    ['PINGONE_REGION', 'eu/'],
    ['PINGONE_REGION', 'comXau'],
    ['PINGONE_ENVIRONMENT_ID', 'acme'],
    ['PINGONE_ENVIRONMENT_ID', '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0/users'],
    ['PINGONE_ENVIRONMENT_ID', '0e1d2c3b4a5946878796a5b4c3d2e1f0'],
    ['PINGONE_ENVIRONMENT_ID', '../0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0'],
    ['PINGONE_WORKER_CLIENT_ID', '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8fz'],
    ['PINGONE_API_BASE_URL', 'https://api.pingone.eu'],
    ['PINGONE_API_BASE_URL', 'http://127.0.0.1.evil.example'],
    ['PINGONE_API_BASE_URL', 'http://127.0.0.1@evil.example'],
    ['PINGONE_AUTH_BASE_URL', 'http://localhost.evil.example'],
    ['PINGONE_API_BASE_URL', 'http://user:secret@127.0.0.1:3001'],
    ['PINGONE_AUTH_BASE_URL', 'file://localhost/etc/passwd'],
    ['PINGONE_AUTH_BASE_URL', 'ftp://127.0.0.1:3001'],
    ['PINGONE_AUTH_BASE_URL', 'not a url'],
  ])('%s=%s is refused by name, and its value is not repeated', (name, text) => {
    const result = readConfiguration({ ...good, [name]: text }, readWorkerSettings);
    expect(result).toMatchObject({
      ok: false,
      problem: { code: 'not_configured', errors: [{ field: name }] },
    });
    expect(JSON.stringify(result)).not.toContain(text);
    expect(wrong({ ...good, [name]: text })).toEqual([name]);
  });

  test.each([
    ['http://127.0.0.1:3001', 'http://127.0.0.1:3001'],
    ['http://localhost:3001/some/path?query', 'http://localhost:3001'],
    ['http://127.8.9.10:3001', 'http://127.8.9.10:3001'],
    ['https://[::1]:3001', 'https://[::1]:3001'],
  ])('%s stands in for PingOne, as %s', (text, origin) => {
    const api = readConfiguration({ ...good, PINGONE_API_BASE_URL: text }, readWorkerSettings);
    expect(api).toMatchObject({ value: { apiBaseUrl: origin, authBaseUrl: 'https://auth.pingone.eu' } });
    const auth = readConfiguration({ ...good, PINGONE_AUTH_BASE_URL: text }, readWorkerSettings);
    expect(auth).toMatchObject({ value: { apiBaseUrl: 'https://api.pingone.eu', authBaseUrl: origin } });
  });

  test('an upper-case id and white space around values are taken', () => {
    const id = '0E1D2C3B-4A59-4687-8796-A5B4C3D2E1F0';
    const env = { ...good, PINGONE_ENVIRONMENT_ID: ` ${id}\n`, PINGONE_REGION: ' sg ' };
    expect(readConfiguration(env, readWorkerSettings)).toMatchObject({
      value: { environmentId: id, apiBaseUrl: 'https://api.pingone.sg' },
    });
  });
});

describe('lifetime', () => {
  test.each<[unknown, number]>([
    [undefined, 10 * MINUTE],
    ['', 10 * MINUTE],
    ['  ', 10 * MINUTE],
    ['2', 2 * MINUTE],
    ['10', 10 * MINUTE],
    [' 30 ', 30 * MINUTE],
    ['1440', 1440 * MINUTE],
  ])('%j is %d ms', (text, ms) => {
    expect(readConfiguration({ VERIFY_TTL_MINUTES: text }, readVerificationLifetime)).toEqual({
      ok: true,
      value: ms,
    });
  });

  test.each(['0', '1', '1441', '14400', '-10', '+10', '10.5', '1e2', '0x10', '10m', 'ten', '١٠', 'Infinity'])(
    '%s is refused by name',
    (text) => {
      const result = readConfiguration({ VERIFY_TTL_MINUTES: text }, readVerificationLifetime);
      expect(result).toMatchObject({
        ok: false,
        problem: { code: 'not_configured', errors: [{ field: 'VERIFY_TTL_MINUTES' }] },
      });
    },
  );
});
