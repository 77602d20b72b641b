import { judgeLineType, parseLineTypes, type LineTypePolicy } from '../../../src/core/line-types';

const policy = (text: string): LineTypePolicy => {
  const parsed = parseLineTypes(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};

test.each([
  ['-premium,-pager,-sharedCost,voip?', 'premium', 'refuse'],
  ['-premium,-pager,-sharedCost,voip?', 'sharedCost', 'refuse'],
  ['-premium,-pager,-sharedCost,voip?', 'fixedVoip', 'log'],
  ['-premium,-pager,-sharedCost,voip?', 'nonFixedVoip', 'log'],
  ['-premium,-pager,-sharedCost,voip?', 'mobile', 'allow'],
  ['-premium,-pager,-sharedCost,voip?', undefined, 'allow'],
  ['-unknown', undefined, 'refuse'],
  ['-unknown', 'unknown', 'refuse'],
  ['unknown?', undefined, 'log'],
  ['-unknown', 'mobile', 'allow'],
  ['-*,mobile,landline', 'mobile', 'allow'],
  ['-*,mobile,landline', 'landline', 'allow'],
  ['-*,mobile,landline', 'nonFixedVoip', 'refuse'],
  ['-*,mobile,landline', undefined, 'refuse'],
  ['-*,mobile,landline', 'aNewType', 'refuse'],
  ['*?,mobile', 'pager', 'log'],
  ['-voip', 'fixedVoip', 'refuse'],
  // A name of every object is no type.
  ['-premium', 'constructor', 'allow'],
] as const)('%s: %s is %s', (text, type, expected) => {
  expect(judgeLineType(type, policy(text))).toBe(expected);
});

test.each([
  ['', /items such as/],
  ['premium-', /items such as/],
  ['-fax', /items such as.*pager/],
  ['-premium?', /items such as/],
  ['-premium,-premium', /premium twice/],
  ['-voip,fixedVoip?', /fixedVoip twice/],
  ['-premium;-pager', /items such as/],
  ['mobile,landline', /put -\* before/],
  ['-constructor', /items such as/],
])('%p is refused', (text, problem) => {
  expect(parseLineTypes(text)).toEqual({ problem: expect.stringMatching(problem) as string });
});
