import { describeRetries } from '../../../scripts/live/calls';
import { EchoRoute, type EchoedCall } from '../../../scripts/live/echo-route';
import { questions } from '../../../scripts/live/main';
import type { Live } from '../../../scripts/live/question';
import type { ServerlessEnvironment } from '../../../scripts/live/serverless';
import type { Stop } from '../../../scripts/live/stop';
import { readDirections } from '../../../src/live/directions';
import { describeShape } from '../../../src/live/shape';

/** What a provider does after an answer that is no success, or is late. */

const call = (digest: string, at: number, status = 200): EchoedCall => ({
  ...{ at, status },
  echo: {
    ...{ content_type: 'application/json', user_agent: null, headers: ['host'], digest },
    ...describeShape({ 0: {} }),
  },
});

test('calls with one digest are one call and its retries', () => {
  const calls = [call('a', 0), call('b', 1_000), call('a', 5_000), call('a', 15_500)];
  expect(describeRetries(calls, '503')).toEqual([
    'Answered with 503: the same body came again after 5.0, 10.5 s.',
    'Answered with 503: one call, and no retry in the time that was waited.',
  ]);
});

/** A person who does all steps but `leftOut`, and a provider whose calls are `logged` after each. */
function createLive(logged: () => EchoedCall[], leftOut: RegExp = /^$/, isOver = false) {
  const said: string[] = [];
  const steps: string[] = [];
  const live = {
    asking: {
      wait(step: string) {
        steps.push(step);
        return Promise.resolve(!leftOut.test(step));
      },
    },
    clock: { now: () => 0 },
    say: (text: string) => void said.push(text),
    echo: { readCalls: () => Promise.resolve(logged()), isOver: () => isOver },
  } as unknown as Live;
  return { live, said, steps };
}

const ofTenants = questions.filter(({ needs }) => needs === 'tenant');
const lastQuery = (said: readonly string[]) => /\/live\/echo\?(\S+)/.exec(said.at(-1) ?? '')?.[1] ?? '';

test.each(ofTenants.map((one) => [one.id, one] as const))(
  '%s asks for each answer, and says after how long the same body came again',
  async (id, question) => {
    const { live, said, steps } = createLive(() => {
      const asked = readDirections(Object.fromEntries(new URLSearchParams(lastQuery(said))));
      if (!asked.ok) throw new Error(JSON.stringify(asked.problem));
      // A retry of the step before is still answered as it was.
      return [call('z', 0, 404), call('a', 0, asked.value.status), call('a', 7_000, asked.value.status)];
    });
    const { found } = await question.ask(live);
    const answers = ['503', '500', '429 and Retry-After: 30', '400', '200 after 8.5 s'];
    const own = id === 'auth0-action' ? answers.filter((one) => !/^(500|429)/.test(one)) : answers;
    expect(found.filter((one) => one.startsWith('Answered with'))).toEqual(
      own.map((answer) => `Answered with ${answer}: the same body came again after 7.0 s.`),
    );
    const names = own.map((answer) => (answer.startsWith('200') ? 'slow' : answer.slice(0, 3)));
    expect(steps).toEqual(['shape', ...names].map((step) => `${id}.${step}`));
    const queries = said.flatMap((text) => /\/live\/echo\?(\S+)/.exec(text)?.[1] ?? []);
    expect(queries).toHaveLength(own.length);
    if (own.length === 5)
      expect(queries).toEqual([
        ...['echo_status=503', 'echo_status=500', 'echo_status=429&echo_retry_after=30', 'echo_status=400'],
        'echo_delay_ms=8500',
      ]);
  },
);

test('each answer can be left out, and the others are asked', async () => {
  const { live, said } = createLive(
    () => [call('a', 0, lastQuery(said) === 'echo_status=500' ? 500 : 200)],
    /\.(503|429|400|slow)$/,
  );
  const { found } = await ofTenants[0]!.ask(live);
  expect(found.filter((one) => one.startsWith('Answered with'))).toEqual([
    'Answered with 503: not asked.',
    'Answered with 500: one call, and no retry in the time that was waited.',
    'Answered with 429 and Retry-After: 30: not asked.',
    'Answered with 400: not asked.',
    'Answered with 200 after 8.5 s: not asked.',
  ]);
});

test.each([
  [false, 'Answered with 503: no call was logged.'],
  [true, 'Answered with 503: not known, for the hour of the echo route is over. Ask again.'],
])('without a call, whether the route is over (%s) makes the difference', async (isOver, sentence) => {
  const { live } = createLive(() => [call('a', 0)], /\.(500|429|400|slow)$/, isOver);
  expect((await ofTenants[0]!.ask(live)).found).toContain(sentence);
});

test('the route is over at the time that it was given', async () => {
  const made: Record<string, string> = {};
  let now = Date.UTC(2026, 0, 2);
  const environment = {
    findVariables: () => Promise.resolve([]),
    createVariable: (key: string, value: string) => Promise.resolve(void (made[key] = value)),
  } as unknown as ServerlessEnvironment;
  const stop = { check: () => undefined, clock: { now: () => now } } as unknown as Stop;
  // Nobody listens at port 1.
  const route = new EchoRoute(new URL('http://127.0.0.1:1'), environment, stop, 0);
  await expect(route.open()).rejects.toThrow();
  expect(route.isOver()).toBe(false);
  now = Date.parse(made['ECHO_UNTIL'] ?? '') - 1;
  expect(route.isOver()).toBe(false);
  now += 1;
  expect(route.isOver()).toBe(true);
});

test('as many logins are asked for as the plan says', async () => {
  const withLogins = questions.filter(({ logins }) => logins !== undefined);
  expect(withLogins.map(({ id }) => id)).toEqual(['auth0-log-stream', 'pingone-webhook']);
  for (const question of withLogins) {
    const { live, said } = createLive(() => [call('a', 0)]);
    await question.ask(live);
    const count = (words: string) => said.join().split(words).length - 1;
    expect(question.logins).toBe(count('log in once') + 3 * count('three times'));
  }
});
