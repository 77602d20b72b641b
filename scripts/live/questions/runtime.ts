import type { Clock } from '../../../src/core/deadline';
import type { EchoRoute } from '../echo-route';
import type { WireBody } from '../../../src/identity-providers/provider-profile';
import type { Echo } from '../../../src/live/echo';
import { FORM, JSON_TYPE, PROBES, type Probe } from '../probes';
import { judge, notAsked, type Answer, type Live, type Question, type RuntimeCall } from '../question';

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
    return {
      verdict: isUnknown ? 'failed' : judge(findings),
      found: findings.map(({ text }) => text),
      calls: findings.flatMap(({ call }) => call ?? []),
    };
  },
};

interface Finding {
  isExpected: boolean;
  /** Whether there is no answer. */
  isUnknown?: true;
  text: string;
  call?: RuntimeCall | undefined;
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
    call: describeRuntimeCall(probe, status, shape),
  };
}

const isWireType = (type: string): type is WireBody['contentType'] => type === JSON_TYPE || type === FORM;

/** For a recording; undefined for a query, and for a content type that no function can read. */
function describeRuntimeCall(probe: Probe, status: number, echo: Echo | undefined): RuntimeCall | undefined {
  const { title, query, contentType, body } = probe;
  if (query !== undefined || !isWireType(contentType)) return undefined;
  const wire = { contentType, body: body('the token of the echo route') };
  if (echo === undefined) return { title, wire, status };
  const { kind, events, body: shown, headers } = echo;
  const shape = { kind, ...(events !== undefined && { events }), body: shown };
  return { title, wire, status, seen: { ...shape, hasHeaders: headers !== null } };
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
