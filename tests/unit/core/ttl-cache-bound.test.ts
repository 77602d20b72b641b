import fc from 'fast-check';
import { TtlCache } from '../../../src/core/ttl-cache';

/** However much is kept, and in whatever order: a cache has no more entries than it may, and gives nothing wrong. */

const LIFETIME_MS = 1_000;

test.each([
  ['the oldest makes room for one more', ['a', 'b', 'c', 'd'], ['b', 'c', 'd']],
  ['one that is set again is the newest', ['a', 'b', 'c', 'a', 'd'], ['c', 'a', 'd']],
  ['one that is set again takes no other’s room', ['a', 'b', 'c', 'b'], ['a', 'c', 'b']],
])('%s', (_, keys, left) => {
  const cache = new TtlCache<true>(3);
  for (const key of keys) cache.set(key, true, 0, LIFETIME_MS);
  const known = ['a', 'b', 'c', 'd'].filter((key) => cache.get(key, 0));
  expect([cache.size, known]).toEqual([3, left.sort()]);
});

test('a cache of one entry has one', () => {
  const cache = new TtlCache<number>(1);
  for (const value of [1, 2, 3]) cache.set(String(value), value, 0, LIFETIME_MS);
  expect([cache.size, cache.get('2', 0), cache.get('3', 0)]).toEqual([1, undefined, 3]);
});

test('without a bound of its own it has a thousand', () => {
  const cache = new TtlCache<number>();
  for (let n = 0; n < 1_500; n += 1) cache.set(String(n), n, 0, LIFETIME_MS);
  expect([cache.size, cache.get('499', 0), cache.get('500', 0)]).toEqual([1_000, undefined, 500]);
});

test('what has expired goes before anything that is good', () => {
  const cache = new TtlCache<true>(3);
  for (const [key, now] of [
    ['a', 0],
    ['b', 0],
    ['c', 500],
    ['d', LIFETIME_MS],
  ] as const) {
    cache.set(key, true, now, LIFETIME_MS);
  }
  expect([cache.size, cache.get('c', LIFETIME_MS), cache.get('d', LIFETIME_MS)]).toEqual([2, true, true]);
});

test('for any use, the clock set back included: never too many, and only the last value, and only while it lives', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(
        fc.record({
          key: fc.constantFrom('a', 'b', 'c', '__proto__', '', '1', '0'),
          ms: fc.integer({ min: -300, max: 900 }),
        }),
      ),
      (maxEntries, uses) => {
        const cache = new TtlCache<number>(maxEntries);
        const last = new Map<string, { value: number; setAt: number }>();
        let now = 0;
        for (const [value, { key, ms }] of uses.entries()) {
          now += ms;
          cache.set(key, value, now, LIFETIME_MS);
          last.set(key, { value, setAt: now });
          expect(cache.size).toBeLessThanOrEqual(maxEntries);
          expect(cache.get(key, now)).toBe(value);
          for (const [other, { value, setAt }] of last) {
            const isAlive = now < setAt + LIFETIME_MS;
            expect([undefined, ...(isAlive ? [value] : [])]).toContain(cache.get(other, now));
          }
        }
      },
    ),
  ));
