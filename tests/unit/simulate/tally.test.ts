import { findFee, listAssumedPrefixes, LOOKUP_FEES, VERIFY_FEE } from '../../../simulate/prices';
import { costColumns, countColumns, renderTable } from '../../../simulate/table';
import { countAnswer, createTally, findContradictions, priceLookups } from '../../../simulate/tally';
import type { PasscodeRequest } from '../../../simulate/passcode-request';

/** Counts, prices and tables. */

const request: PasscodeRequest = {
  at: 0,
  to: '+994501234567',
  code: '0000001',
  channel: 'sms',
  ip: '198.18.0.1',
  isBot: true,
  approves: false,
};
const sent = { status: 201, body: { channel: 'sms', sid: 'VE1' } };
const refused = (rule: string) => ({ status: rule === 'rate' ? 429 : 403, body: { code: 'blocked', rule } });

test('what was sent costs the fee of Verify and that of the channel that was used', () => {
  const tally = createTally();
  expect(countAnswer(tally, request, sent)).toBe(true);
  expect(tally).toMatchObject({ requests: 1, sent: 1, sentToBots: 1, usersRefused: 0, failed: 0 });
  expect(tally.sendUsd).toBeCloseTo(VERIFY_FEE.usd + findFee(request.to, 'sms').usd);
  countAnswer(tally, { ...request, isBot: false }, { status: 201, body: { channel: 'call' } });
  expect(tally).toMatchObject({ sent: 2, sentToBots: 1 });
  expect(tally.sendUsd).toBeCloseTo(
    2 * VERIFY_FEE.usd + findFee(request.to, 'sms').usd + findFee(request.to, 'call').usd,
  );
});

test.each(['prefix', 'non_geographic', 'line_type', 'risk', 'rate'] as const)(
  'a refusal by %s costs nothing, and counts as a false positive for people alone',
  (rule) => {
    const tally = createTally();
    expect(countAnswer(tally, request, refused(rule))).toBe(false);
    countAnswer(tally, { ...request, isBot: false }, refused(rule));
    expect(tally.refused[rule]).toBe(2);
    expect(tally).toMatchObject({ requests: 2, sent: 0, failed: 0, usersRefused: 1, sendUsd: 0 });
  },
);

test.each([
  { status: 429, body: { code: 'rate_limited' } },
  { status: 403, body: { code: 'blocked', rule: 'toString' } },
  { status: 504, body: { code: 'timeout' } },
])('$status $body.rule without a rule of the owner has failed', (answer) => {
  const tally = createTally();
  countAnswer(tally, request, answer);
  expect(tally).toMatchObject({ requests: 1, failed: 1, usersRefused: 0 });
});

test('contradictions are named', () => {
  const good = { ...createTally(), requests: 3, sent: 1, failed: 2, delivered: 1 };
  expect(findContradictions(good)).toEqual([]);
  expect(findContradictions({ ...good, requests: 4 })).toHaveLength(1);
  expect(findContradictions({ ...good, delivered: 0 })).toEqual(['1 were sent, and 0 arrived']);
  expect(findContradictions({ ...good, doubled: 1 })).toEqual(['1 arrived twice']);
});

test('a Lookup of both packages costs both', () => {
  const lookups = { line_type_intelligence: 1, sms_pumping_risk: 1 };
  const sum = LOOKUP_FEES.line_type_intelligence.usd + LOOKUP_FEES.sms_pumping_risk.usd;
  expect(priceLookups({ ...createTally(), lookups })).toBeCloseTo(sum);
});

describe('prices', () => {
  test('the longest prefix counts', () => {
    expect(findFee('+18764123456', 'sms').usd).toBeGreaterThan(findFee('+12124123456', 'sms').usd);
  });

  test('one is never made up on the way, and no error has a whole number', () => {
    expect(() => findFee('+2991234567', 'sms')).toThrow(
      /^simulate\/prices\.ts has no price for SMS to \+299…$/,
    );
  });

  test('one with a source has its date, and one without is listed as assumed', () => {
    expect(VERIFY_FEE).toEqual({
      usd: expect.any(Number) as number,
      source: expect.stringMatching(/^https:\/\/www\.twilio\.com\//) as string,
      seen: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
    });
    const assumed = listAssumedPrefixes();
    expect(assumed).toContain('+998');
    expect(assumed).not.toContain('+44');
    for (const prefix of assumed) expect(findFee(prefix.padEnd(11, '0'), 'sms').source).toBeUndefined();
  });
});

test('a table is Markdown, a row for each set of rules', () => {
  const tally = { ...createTally(), requests: 1_234, sent: 1_000, approved: 3, sendUsd: 100 };
  const lines = renderTable([{ name: 'none', tally }], countColumns).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toMatch(/^\| none +\| +1,234 \| +1,000 \|/);
  const costs = renderTable([{ name: 'none', tally }], costColumns).split('\n');
  expect(costs[2]).toMatch(/\| +100 \| +33\.33 \|$/);
  const nobody = renderTable([{ name: 'none', tally: { ...tally, approved: 0 } }], costColumns);
  expect(nobody.split('\n')[2]).toMatch(/\| +– \|$/);
});
