import { TtlCache } from '../../../src/core/ttl-cache';

const MINUTE = 60_000;

test('an answer is given again for its lifetime, and not at its end', () => {
  const cache = new TtlCache<string>();
  cache.set('a', 'answer', 1_000, MINUTE);
  expect([1_000, 1_000 + MINUTE - 1, 1_000 + MINUTE].map((now) => cache.get('a', now))).toEqual([
    'answer',
    'answer',
    undefined,
  ]);
});

test('another question has another answer, or none', () => {
  const cache = new TtlCache<string>();
  cache.set('a', 'answer', 0, MINUTE);
  expect([cache.get('b', 0), cache.get('__proto__', 0)]).toEqual([undefined, undefined]);
});

test('a newer answer takes the place of the old one and begins a lifetime of its own', () => {
  const cache = new TtlCache<string>();
  cache.set('a', 'old', 0, MINUTE);
  cache.set('a', 'new', MINUTE - 1, MINUTE);
  expect(cache.get('a', MINUTE)).toBe('new');
});

test('what has expired is let go at the next answer, so that an instance does not fill up', () => {
  const cache = new TtlCache<string>();
  cache.set('a', 'old', 0, MINUTE);
  cache.set('b', 'younger', 1, MINUTE);
  cache.set('c', 'new', MINUTE, MINUTE);
  // Asked as of a time at which all of them were good: what is still there is given.
  expect(['a', 'b', 'c'].map((key) => cache.get(key, 1))).toEqual([undefined, 'younger', 'new']);
});

test('the oldest entry makes room for one too many, and a newer value keeps its place as the newest', () => {
  const cache = new TtlCache<number>(2);
  cache.set('a', 1, 0, MINUTE);
  cache.set('b', 2, 1, MINUTE);
  cache.set('a', 3, 2, MINUTE);
  cache.set('c', 4, 3, MINUTE);
  expect(['a', 'b', 'c'].map((key) => cache.get(key, 3))).toEqual([3, undefined, 4]);
  expect(cache.size).toBe(2);
});
