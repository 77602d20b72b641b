import { measureConversion, type AttemptsPort } from '../../../src/core/conversion';
import type { Problem } from '../../../src/core/problem';
import { ok, refuse } from '../../../src/core/result';

/** Verify limits these requests: what is refused once is not asked on. */

const limited: Problem = { code: 'rate_limited', detail: 'Twilio limits these requests.', retryable: true };
const COUNTRIES = ['US', 'GB', 'FR', 'DE', 'ES', 'IT', 'NL', 'SE', 'JP', 'MX'];
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Counts by a filter from the `refused`-th on are refused. */
function portThat(refused: number) {
  const asked: unknown[] = [];
  const port: AttemptsPort = {
    latest: () => Promise.resolve(ok(COUNTRIES.map((country) => ({ channel: 'sms', country })))),
    tally(_, filter) {
      if (Object.keys(filter).length === 0) return Promise.resolve(ok({ attempts: 10, converted: 5 }));
      asked.push(filter);
      const tally = { attempts: 1, converted: 1 };
      return Promise.resolve(asked.length >= refused ? refuse(limited) : ok(tally));
    },
  };
  return { port, asked };
}

test.each([1, 3, 5])('after the refusal of count %d none is begun', async (refused) => {
  const { port, asked } = portThat(refused);
  expect(await measureConversion(port, 7, NOW)).toEqual({ ok: false, problem: limited });
  // Five were under way.
  expect(asked.length).toBeLessThan(refused + 5);
});

test('where none is refused, both channels and all countries are counted', async () => {
  const { port, asked } = portThat(99);
  expect(await measureConversion(port, 7, NOW)).toMatchObject({
    ok: true,
    value: { total: { attempts: 10 } },
  });
  expect(asked).toEqual([
    { channel: 'sms' },
    { channel: 'call' },
    ...COUNTRIES.map((country) => ({ country })),
  ]);
});
