import { findFee, LOOKUP_FEES, VERIFY_FEE } from '../../../simulate/prices';
import { matches, read, rows, section } from './documents';

/** The figures of "Per thousand logins" in docs/operations.md come from simulate/prices.ts. */

const text = section('docs/operations.md', '### Per thousand logins');
const LOGINS = 1_000;
const [share = 0] = matches(text, /for (\d+) % of the logins/g).map(Number);
const sends = LOGINS * (1 + share / 100);

/** A number of the country, under no longer prefix that has a price of its own. */
const numberOf = (country: string): string => `${/\((\+\d+)\)/.exec(country)?.[1]}1234567`;
const countries = rows(text, /\(\+\d+\)$/);

test('the share of second passcodes is the one of the simulation', () => {
  const [simulated] = matches(read('simulate/users.ts'), /^const RESENT = (.+);$/gm);
  expect(share / 100).toBe(Number(simulated));
  expect(text).toContain(`${sends.toLocaleString('en')} sends`);
});

test("Verify's fee is the one of the file, and quoted on its day", () => {
  expect(text).toContain(`Verify's fee is ${VERIFY_FEE.usd} for each`);
  expect(text.replace(/\s+/g, ' ')).toContain(
    `price for a _successful_ verification, as quoted on ${VERIFY_FEE.seen}`,
  );
});

test('each country has its price, what a thousand logins cost, and the day of the quotation', () => {
  expect(countries.length).toBeGreaterThan(5);
  for (const row of countries) {
    const to = numberOf(row[0] ?? '');
    const [sms, call] = [findFee(to, 'sms'), findFee(to, 'call')];
    const total = (fee: number) => (sends * (VERIFY_FEE.usd + fee)).toFixed(2);
    expect(row.slice(1)).toEqual([
      sms.usd.toFixed(4),
      call.source === undefined ? 'assumed' : call.usd.toFixed(4),
      total(sms.usd),
      total(call.usd),
      sms.seen,
    ]);
    expect(sms.source).toMatch(/^https:\/\/www\.twilio\.com\//);
    if (call.source === undefined) expect(text).toContain(`\`assumed\` is ${call.usd}.`);
  }
});

test('a Lookup for each send, and the invocations, at the prices that are named', () => {
  const [invocationFee = NaN] = matches(text, /quotes \$([\d.]+) for an invocation/g).map(Number);
  const invocations = sends + LOGINS;
  expect(rows(text, /^(Lookup|Functions), /)).toEqual([
    ['Lookup, line types (LINE_TYPES)', (sends * LOOKUP_FEES.line_type_intelligence.usd).toFixed(2)],
    ['Lookup, risk (RISK_LIMIT)', (sends * LOOKUP_FEES.sms_pumping_risk.usd).toFixed(2)],
    [
      `Functions, at most ${invocations.toLocaleString('en')} invocations`,
      (invocations * invocationFee).toFixed(2),
    ],
  ]);
});
