import { describeCalls, describeRetries } from '../calls';
import type { EchoedCall } from '../echo-route';
import { notAsked, type Answer, type Live, type Question } from '../question';
import type { Refusal } from '../refusals';
import { createSample } from '../sample';

/** A question about what a provider sends: once to see it, and then what it does after each of some answers. */
export interface TenantQuestion extends Pick<Question, 'id' | 'title' | 'documents' | 'expected'> {
  /** The route whose parser reads a recording. */
  path: string;
  /** What to do at the provider so that it calls. `{url}` is the echo route. */
  steps: readonly string[];
  /** What to change, and to do again, for each of the refusals. `{url}` answers so. */
  refusedSteps: readonly string[];
  refusals: readonly Refusal[];
  /** How many logins `steps` and `refusedSteps` ask for, where the tenant's own sender sends their passcodes. */
  logins?: { steps: number; refusedSteps: number };
  /** What a body must have to be recorded, where the provider sends other events as well. */
  recordable?: RegExp;
  /** Whether the call is as the documents say. */
  isExpected(call: EchoedCall): boolean;
}

const URL_SHOWN = 'https://<your domain>/live/echo';

export const createTenantQuestion = ({ logins, ...tenant }: TenantQuestion): Question => ({
  ...tenant,
  needs: 'tenant',
  messages: 0,
  ...(logins && { logins: logins.steps + logins.refusedSteps * tenant.refusals.length }),
  async ask(live: Live): Promise<Answer> {
    if (live.echo === undefined) return notAsked;
    const since = live.clock.now();
    const seen = await watch(live, `${tenant.id}.shape`, tenant.steps, URL_SHOWN);
    if (seen === undefined) return notAsked;
    const [last] = seen.slice(-1);
    if (last === undefined)
      return { verdict: 'failed', found: [`No call was logged since ${new Date(since).toISOString()}.`] };
    const found = describeCalls(seen);
    for (const refusal of tenant.refusals) found.push(...(await askRefused(live, tenant, refusal)));
    const { recordable = /./ } = tenant;
    const example = seen.findLast(({ echo }) => recordable.test(JSON.stringify(echo.body)));
    if (example === undefined) found.push('No call had an event of a success: no body is recorded.');
    const wire = example && createSample(example.echo);
    return {
      verdict: tenant.isExpected(example ?? last) ? 'as expected' : 'differs',
      found,
      ...(wire !== undefined && { recorded: { path: tenant.path, wire } }),
    };
  },
});

/** What came again after one of the answers, as sentences. */
async function askRefused(
  live: Live,
  { id, refusedSteps }: Pick<TenantQuestion, 'id' | 'refusedSteps'>,
  { step, query, status, answer }: Refusal,
): Promise<string[]> {
  const calls = await watch(live, `${id}.${step}`, refusedSteps, `${URL_SHOWN}${query}`);
  if (calls === undefined) return [`Answered with ${answer}: not asked.`];
  // A late retry of the step before may still get that step's answer.
  const answered = calls.filter((call) => call.status === status);
  if (answered.length > 0) return describeRetries(answered, answer);
  const isClosed = live.echo?.isOver() === true;
  return [
    isClosed
      ? `Answered with ${answer}: not known, for the hour of the echo route is over. Ask again.`
      : `Answered with ${answer}: no call was logged.`,
  ];
}

/** @returns the calls that were logged while the person did the steps; undefined if they were left out */
async function watch(
  live: Live,
  step: string,
  steps: readonly string[],
  url: string,
): Promise<EchoedCall[] | undefined> {
  const since = live.clock.now();
  const lines = steps.map((one, index) => `  ${index + 1}. ${one.replaceAll('{url}', url)}`);
  live.say(lines.join('\n'));
  if (!(await live.asking.wait(step, 'Tell me when it is done:'))) return undefined;
  return live.echo?.readCalls(since);
}
