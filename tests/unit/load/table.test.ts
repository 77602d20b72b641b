import type { Row } from '../../../load/step';
import { findUnexpected, renderTable } from '../../../load/table';

const row = (changes: Partial<Row> = {}): Row => ({
  ...{ provider: 'auth0', rate: 20, step: 'send', requests: 200, offered_per_s: 20, achieved_per_s: 19.96 },
  ...{ p50_ms: 4.04, p99_ms: 123.46, errors: {} },
  ...changes,
});

test('a line a row, with the columns one below the other', () => {
  const errors = { '429 rate_limited': 2, 'no answer': 1 };
  const none = { requests: 0, offered_per_s: 0, achieved_per_s: 0, p50_ms: null, p99_ms: null };
  expect(renderTable([row({ errors }), row({ step: 'feedback', ...none })]).split('\n')).toEqual([
    'provider  step      logins/s  requests  offered/s  achieved/s  p50 ms  p99 ms  errors',
    'auth0     send            20       200       20.0        20.0     4.0   123.5  2 x 429 rate_limited, 1 x no answer',
    'auth0     feedback        20         0        0.0         0.0       –       –  0',
  ]);
});

test.each<[errors: string[], expected: string[], found: string[]]>([
  [[], [], []],
  [['429 rate_limited'], [], ['429 rate_limited']],
  [['429 rate_limited'], ['rate_limited'], []],
  [['429 rate_limited'], ['429'], []],
  [['429 rate_limited'], ['429 rate_limited'], []],
  [['429 rate_limited'], ['limited'], ['429 rate_limited']],
  [['429 rate_limited', 'no answer'], ['rate_limited'], ['no answer']],
  [['no answer', 'not reported'], ['no answer'], ['not reported']],
])('of %j, with %j expected, %j fail the run', (errors, expected, found) => {
  const rows = [row({ errors: Object.fromEntries(errors.map((label) => [label, 1])) })];
  expect(findUnexpected(rows, expected)).toEqual(found.map((label) => `auth0 send at 20/s: ${label}`));
});
