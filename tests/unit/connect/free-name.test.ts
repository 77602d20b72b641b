import { findFreeName } from '../../../scripts/connect/free-name';

test.each([
  [[], 'ours'],
  [['ours'], 'ours 2'],
  [['Ours', 'ours 2', 'ours 4'], 'ours 3'],
  [['ours 2', undefined, 1], 'ours'],
])('beside %j: %s', (taken, free) => expect(findFreeName('ours', taken)).toBe(free));
