import type { Clock } from '../../../src/core/deadline';
import type { EchoRoute } from '../echo-route';
import { judge, notAsked, type Answer, type Live, type Question } from '../question';

/** One call, and what the local runtime makes of it: facts that the tests rely on. */
interface Probe {
  title: string;
  query?: string;
  contentType: string;
  body: (token: string) => string;
  isAnonymous?: true;
  /** A short rendering of the answer: `200 object {…}`. */
  expected: string;
}

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

const PROBES: readonly Probe[] = [
  {
    title: 'a JSON array',
    contentType: JSON_TYPE,
    body: () => '[{"to":"+1"},{"to":"+2"}]',
    expected: '200 indexed, 2 events, [{"to":"+0"}]',
  },
  {
    title: 'a key named request in the body, with headers, and no Authorization header',
    contentType: JSON_TYPE,
    body: (token) => JSON.stringify({ to: '+1', request: { headers: { authorization: `Bearer ${token}` } } }),
    isAnonymous: true,
    expected: '200 object, {"to":"+0"}',
  },
  {
    title: 'a key named request in the query, beside a good Authorization header',
    query: '?request=x',
    contentType: JSON_TYPE,
    body: () => '{"to":"+1"}',
    expected: '401',
  },
  {
    title: 'JSON Lines as application/x-ndjson',
    contentType: 'application/x-ndjson',
    body: () => '{"to":"+1"}\n{"to":"+2"}\n',
    expected: '200 empty, {}',
  },
  {
    title: 'JSON Lines as application/json',
    contentType: JSON_TYPE,
    body: () => '{"to":"+1"}\n{"to":"+2"}\n',
    expected: '400',
  },
  { title: 'text/plain', contentType: 'text/plain', body: () => 'to', expected: '200 empty, {}' },
  {
    title: 'a form with a key twice',
    contentType: FORM,
    body: () => 'to=%2B1&to=%2B2',
    expected: '200 object, {"to":["+0","+0"]}',
  },
  {
    title: 'a form with an unescaped plus sign',
    contentType: FORM,
    body: () => 'to=+1',
    expected: '200 object, {"to":" 0"}',
  },
  {
    title: 'the order of the keys in JSON',
    contentType: JSON_TYPE,
    body: () => '{"to":1,"code":2,"channel":3,"at":4}',
    expected: '200 object, {"to":"#number 0","code":"#number 0","channel":"#number 0","at":"#number 0"}',
  },
];

/** What the deployed runtime makes of bodies, of which Twilio documents little and the tests see the local one alone. */
export const runtime: Question = {
  id: 'runtime',
  title:
    'Does the deployed runtime read bodies as the local one does, and does it run work after the answer?',
  documents: ['docs/verification.md', 'docs/security.md'],
  needs: 'deployment',
  messages: 0,
  expected: 'As the local runtime. What is started before the answer and takes longer does not run.',
  async ask({ echo, clock }: Live): Promise<Answer> {
    if (echo === undefined) return notAsked;
    const findings: Finding[] = [];
    for (const probe of PROBES) findings.push(await ask(probe, echo));
    findings.push(await askAfter(echo, clock));
    const isUnknown = findings.some((one) => one.isUnknown);
    return { verdict: isUnknown ? 'failed' : judge(findings), found: findings.map(({ text }) => text) };
  },
};

interface Finding {
  isExpected: boolean;
  /** Whether there is no answer. */
  isUnknown?: true;
  text: string;
}

/** By then, work that is not stopped has run: the echo route's takes a third of it (src/live/echo.ts). */
const SETTLED_MS = 1_000;

async function ask(probe: Probe, echo: EchoRoute): Promise<Finding> {
  const { title, query = '', contentType, expected, isAnonymous } = probe;
  const sent = { contentType, body: probe.body(echo.token), ...(isAnonymous && { isAnonymous }) };
  const { status, echo: shape } = await echo.call(query, sent);
  const events = shape?.events === undefined ? '' : ` ${shape.events} events,`;
  const found =
    shape === undefined ? String(status) : `${status} ${shape.kind},${events} ${JSON.stringify(shape.body)}`;
  const isExpected = found === expected;
  return {
    isExpected,
    text: isExpected ? `${title}: as expected.` : `${title}: expected ${expected}; found ${found}.`,
  };
}

/** Twilio may stop an instance after its answer, and let it go on at the next call: so a second one is made. */
async function askAfter(echo: EchoRoute, clock: Clock): Promise<Finding> {
  const since = clock.now();
  const title = 'work after the answer';
  const sent = { contentType: JSON_TYPE, body: '{"to":"+3"}' };
  const { echo: first } = await echo.call('?echo_after=1', sent);
  const digest = first?.digest ?? '';
  const ran = (ms: number) => {
    const when = ms < SETTLED_MS ? '' : ', at the next call';
    return { isExpected: false, text: `${title}: it ran, ${ms} ms after the call began${when}.` };
  };
  const { ms } = await echo.readAfter(since, digest);
  if (ms !== undefined) return ran(ms);
  await clock.wait(SETTLED_MS);
  const { echo: next } = await echo.call('', { ...sent, body: '{"to":"+4"}' });
  const { ms: lateMs, logged } = await echo.readAfter(since, digest);
  if (lateMs !== undefined) return ran(lateMs);
  // That a line is missing says something only once the log has what came after it.
  const isWhole = [digest, next?.digest ?? ''].every((one) => logged.includes(one));
  return isWhole
    ? { isExpected: true, text: `${title}: as expected, it did not run.` }
    : {
        isExpected: false,
        isUnknown: true,
        text: `${title}: not known, because the log is late. Ask again with --live-patience 300.`,
      };
}
