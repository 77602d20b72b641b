import { asList, asObject, asText } from '../../../scripts/connect/json';

/** What a provider may answer in the place of what it documents. */
test.each<[value: unknown, object: object, list: unknown[], text: string]>([
  [{ a: 1 }, { a: 1 }, [], ''],
  [[1], {}, [1], ''],
  ['a', {}, [], 'a'],
  [null, {}, [], ''],
  [undefined, {}, [], ''],
  [1, {}, [], ''],
])('%j', (value, object, list, text) => {
  expect([asObject(value), asList(value), asText(value)]).toEqual([object, list, text]);
});
