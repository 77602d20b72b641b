import { chooseName, findFreeName } from '../../../scripts/connect/free-name';

test.each([
  [[], 'ours'],
  [['ours'], 'ours 2'],
  [['Ours', 'ours 2', 'ours 4'], 'ours 3'],
  [['ours 2', undefined, 1], 'ours'],
])('beside %j: %s', (taken, free) => expect(findFreeName('ours', taken)).toBe(free));

test.each([
  [[], 'ours'],
  [['Ours'], 'ours at acme'],
  [['ours at acme'], 'ours'],
  [['ours', 'ours at acme', 'Ours at acme 2'], 'ours at acme 3'],
])('of two names beside %j: %s', (taken, name) =>
  expect(chooseName('ours', 'ours at acme', taken)).toBe(name),
);
