import { Series } from '../../../load/series';

const START = 1_000;

test('percentiles, counts and rates of known times', () => {
  const series = new Series();
  // 1 to 100 ms, in any order; each began 10 ms after the one before.
  for (let index = 0; index < 100; index += 1) {
    const startedAt = START + index * 10;
    series.add(startedAt, startedAt + ((index * 37) % 100) + 1);
  }
  expect(series.summarize(START, 2)).toEqual({
    requests: 100,
    offered_per_s: 50,
    achieved_per_s: 50,
    p50_ms: 50,
    p99_ms: 99,
    errors: {},
  });
});

test('what ends after the step lowers the rate that was achieved', () => {
  const series = new Series();
  for (let index = 0; index < 10; index += 1) series.add(START, START + 4_000);
  expect(series.summarize(START, 1)).toMatchObject({ offered_per_s: 10, achieved_per_s: 2.5 });
});

test('a request without an answer counts, with the time that it was waited for', () => {
  const series = new Series();
  for (let index = 0; index < 9; index += 1) series.add(START, START + 1);
  series.add(START, START + 10_000, 'no answer');
  expect(series.summarize(START, 1)).toMatchObject({
    requests: 10,
    p50_ms: 1,
    p99_ms: 10_000,
    errors: { 'no answer': 1 },
  });
});

test('errors are counted by their label', () => {
  const series = new Series();
  for (const error of ['503 unavailable', '429 rate_limited', undefined, '503 unavailable'])
    series.add(START, START + 1, error);
  series.addErrors('duplicate', 3);
  series.addErrors('expired', 0);
  const { errors } = series.summarize(START, 1);
  expect(errors).toEqual({ '429 rate_limited': 1, '503 unavailable': 2, duplicate: 3 });
});

test('nothing at all has no percentile', () => {
  expect(new Series().summarize(START, 1)).toEqual({
    requests: 0,
    offered_per_s: 0,
    achieved_per_s: 0,
    p50_ms: null,
    p99_ms: null,
    errors: {},
  });
});
