import { sep } from 'node:path';
import { listFunctions } from '../build';
import { fail, ok, warn, type Check } from './check';
import { createAgents, NoAnswer, probe, type Agents, type Answer } from './probe';

/** They are for everybody: the health check, and the sign-in demo, which has cookies. */
const OPEN = ['health', 'auth/callback', 'demo/login', 'demo/token'];

/** Open for the hour of a live check alone: docs/live.md. */
const ECHO = 'live/echo';

/** Okta gives up after 3 s, the first call of a new instance included. */
const SLOW_COLD_MS = 3_000;
const SLOW_WARM_MS = 1_000;
const DAY_MS = 86_400_000;
const SHORT_TLS_DAYS = 14;

/** @returns the origin, or undefined if a deployment cannot be there: http is for this machine alone */
export function readDeployment(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  const isRight = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
  return isRight && url.username === '' && url.password === '' ? new URL(url.origin) : undefined;
}

/** A deployment, as anybody on the internet sees it. Nothing that it is asked for sends a message. */
export async function checkDeployment(origin: URL, now: number): Promise<Check[]> {
  const agents = createAgents();
  try {
    const first = await probe('GET', new URL('/health', origin), agents);
    const second = await probe('GET', new URL('/health', origin), agents);
    const endpoints: Check[] = [];
    for (const path of listClosedPaths()) endpoints.push(await checkEndpoint(origin, path, agents));
    return [checkTls(first, now), checkTime(first, second), checkHealth(second), ...endpoints];
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const isTls = /CERT|TLS|SSL|SIGNATURE/.test(error.message);
    return [
      isTls
        ? fail(
            'tls',
            `the certificate is not accepted (${error.message}).`,
            'check the address, and a proxy between',
          )
        : fail(
            'deployment',
            `${origin.host} gives no answer (${error.message}).`,
            'check the address: npm run deploy prints it',
          ),
    ];
  } finally {
    agents.http.destroy();
    agents.https.destroy();
  }
}

const listClosedPaths = (): string[] =>
  listFunctions()
    .map((name) => name.split(sep).join('/'))
    .filter((name) => !OPEN.includes(name));

function checkTls({ tls }: Answer, now: number): Check {
  if (tls === undefined) return ok('tls', 'not used: this address is on your own machine.');
  const days = Math.floor((tls.validTo - now) / DAY_MS);
  const found = `${tls.protocol}, and a certificate for ${days} days more.`;
  return days < SHORT_TLS_DAYS ? warn('tls', found, 'see that the certificate is renewed') : ok('tls', found);
}

function checkTime(first: Answer, second: Answer): Check {
  const found = `${Math.round(first.ms)} ms at first, with the connection, then ${Math.round(second.ms)} ms.`;
  return first.ms > SLOW_COLD_MS || second.ms > SLOW_WARM_MS
    ? warn('answer time', found, 'run it again: docs/operations.md#times')
    : ok('answer time', found);
}

function checkHealth({ status, body }: Answer): Check {
  if (status === 200 && body['status'] === 'ok') return ok('health', 'the settings are whole.');
  if (status === 503 && body['code'] === 'not_configured')
    return fail('health', `not configured: ${renderErrors(body)}.`, 'npm run setup, then npm run deploy');
  return fail(
    'health',
    `answered ${status}: this is no verify-bridge.`,
    'check the address: npm run deploy prints it',
  );
}

async function checkEndpoint(origin: URL, path: string, agents: Agents): Promise<Check> {
  const name = `/${path}`;
  const { status, body } = await probe('POST', new URL(name, origin), agents);
  if (status === 401 && path === ECHO)
    return warn(
      name,
      'open: a live check runs, or was ended before it could close it.',
      'unless one runs, remove ECHO_TOKEN and ECHO_UNTIL from the variables of the deployment: docs/live.md',
    );
  if (status === 401) return ok(name, 'refuses a call without credentials.');
  if (status === 500 && isNotConfigured(body))
    return ok(name, `closed: not configured: ${renderErrors(body)}.`);
  if (status === 500) return ok(name, 'closed: answered 500.');
  return status === 404
    ? fail(name, 'is not there.', 'npm run deploy: the deployment is older than this source')
    : fail(
        name,
        `answered ${status} to a call without credentials.`,
        'take the deployment down, and deploy again',
      );
}

/** Whether a closed endpoint says so: as a problem (docs/problems.md), or in the words of Okta's hook (docs/okta.md). */
export function isNotConfigured(body: Record<string, unknown>): boolean {
  return (
    body['code'] === 'not_configured' || listCauses(body).some((one) => one?.reason === 'not_configured')
  );
}

/** Names of variables and no other text of the answer, whoever wrote it. */
export function renderErrors(body: Record<string, unknown>): string {
  const problems = Array.isArray(body['errors']) ? (body['errors'] as ({ field?: unknown } | null)[]) : [];
  const fields = [...problems.map((one) => one?.field), ...listCauses(body).map((one) => one?.location)];
  const names = fields.filter((field) => typeof field === 'string' && /^[A-Z][A-Z0-9_]{1,49}$/.test(field));
  return names.slice(0, 20).join(', ') || 'it does not say what';
}

/** https://developer.okta.com/docs/reference/telephony-hook/ */
function listCauses({ error }: Record<string, unknown>): ({ reason?: unknown; location?: unknown } | null)[] {
  const causes = (error as { errorCauses?: unknown } | null | undefined)?.errorCauses;
  return Array.isArray(causes) ? (causes as ({ reason?: unknown; location?: unknown } | null)[]) : [];
}
