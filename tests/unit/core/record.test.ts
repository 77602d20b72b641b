import { isRecord, getOwn } from '../../../src/core/record';

test.each<[string, unknown, boolean]>([
  ['an object', {}, true],
  ['an object without a prototype', Object.create(null), true],
  ['null', null, false],
  ['undefined', undefined, false],
  ['an array', [], false],
  ['a string', 'text', false],
  ['a function', () => 1, false],
])('isRecord: %s', (_, value, expected) => {
  expect(isRecord(value)).toBe(expected);
});

test.each<[string, unknown, string, unknown]>([
  ['its own property', { a: 1 }, 'a', 1],
  ['one that is missing', { a: 1 }, 'b', undefined],
  ['one that every object has', {}, 'constructor', undefined],
  ['the prototype', {}, '__proto__', undefined],
  ['an own __proto__, as JSON.parse makes it', JSON.parse('{"__proto__":7}'), '__proto__', 7],
  ['the length of an array', [1], 'length', undefined],
  ['the length of a string', 'text', 'length', undefined],
  ['of null', null, 'a', undefined],
])('own: %s', (_, value, name, expected) => {
  expect(getOwn(value, name)).toBe(expected);
});
