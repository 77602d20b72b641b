import { describeCalls, describeRetries } from '../calls';
import type { EchoedCall } from '../echo-route';
import { notAsked, type Answer, type Live, type Question } from '../question';
import { createSample } from '../sample';

/** A question about what a provider sends: once to see it, once to see what it does when it is refused. */
export interface TenantQuestion extends Pick<Question, 'id' | 'title' | 'documents' | 'expected' | 'logins'> {
  /** The route whose parser reads a recording. */
  path: string;
  /** What to do at the provider so that it calls. `{url}` is the echo route. */
  steps: readonly string[];
  /** What to change, and to do again. `{url}` answers with 503. */
  refusedSteps: readonly string[];
  /** What a body must have to be recorded, where the provider sends other events as well. */
  recordable?: RegExp;
  /** Whether the call is as the documents say. */
  isExpected(call: EchoedCall): boolean;
}

const URL_SHOWN = 'https://<your domain>/live/echo';

export const createTenantQuestion = (tenant: TenantQuestion): Question => ({
  ...tenant,
  needs: 'tenant',
  messages: 0,
  async ask(live: Live): Promise<Answer> {
    if (live.echo === undefined) return notAsked;
    const since = live.clock.now();
    const seen = await watch(live, `${tenant.id}.shape`, tenant.steps, URL_SHOWN);
    if (seen === undefined) return notAsked;
    const [last] = seen.slice(-1);
    if (last === undefined)
      return { verdict: 'failed', found: [`No call was logged since ${new Date(since).toISOString()}.`] };
    const found = describeCalls(seen);
    const refused = await watch(
      live,
      `${tenant.id}.retries`,
      tenant.refusedSteps,
      `${URL_SHOWN}?echo_status=503`,
    );
    if (refused === undefined) found.push('What it does after a 503 was not asked.');
    else if (refused.length === 0) found.push('While 503 was answered, no call was logged.');
    else found.push(...describeRetries(refused));
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
