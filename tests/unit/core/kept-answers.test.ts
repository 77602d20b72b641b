import { TtlCache } from '../../../src/core/ttl-cache';

const MINUTE = 60_000;

test('an answer is given again for its lifetime, and not at its end', () => {
  const kept = new TtlCache<string>(MINUTE);
  kept.set('a', 'answer', 1_000);
  expect([1_000, 1_000 + MINUTE - 1, 1_000 + MINUTE].map((now) => kept.get('a', now))).toEqual([
    'answer',
    'answer',
    undefined,
  ]);
});

test('another question has another answer, or none', () => {
  const kept = new TtlCache<string>(MINUTE);
  kept.set('a', 'answer', 0);
  expect([kept.get('b', 0), kept.get('__proto__', 0)]).toEqual([undefined, undefined]);
});

test('a newer answer takes the place of the old one and begins a lifetime of its own', () => {
  const kept = new TtlCache<string>(MINUTE);
  kept.set('a', 'old', 0);
  kept.set('a', 'new', MINUTE - 1);
  expect(kept.get('a', MINUTE)).toBe('new');
});

test('what has expired is let go at the next answer, so that an instance does not fill up', () => {
  const kept = new TtlCache<string>(MINUTE);
  kept.set('a', 'old', 0);
  kept.set('b', 'younger', 1);
  kept.set('c', 'new', MINUTE);
  // Asked as of a time at which all of them were good: what is still there is given.
  expect(['a', 'b', 'c'].map((key) => kept.get(key, 1))).toEqual([undefined, 'younger', 'new']);
});
