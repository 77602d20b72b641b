import type { LookupPackage, NumberLookup } from '../../../src/core/number-lookup';
import type { SendRequest } from '../../../src/core/otp-request';
import { checkPolicy } from '../../../src/core/policy';
import { ok, refuse } from '../../../src/core/result';
import { createPolicy, type PolicyChanges } from '../../support/policy';

/** The owner's rules, and what each costs. */

const MOBILE: NumberLookup = {
  valid: true,
  nationalFormat: '(415) 555-2671',
  lineType: 'mobile',
  pumpingRisk: 5,
};

async function check(
  changes: PolicyChanges,
  { request = {}, lookup }: { request?: Partial<SendRequest>; lookup?: NumberLookup | 'fails' } = {},
) {
  const asked: (readonly LookupPackage[])[] = [];
  const lookUp = (_: string, packages: readonly LookupPackage[]) => {
    asked.push(packages);
    if (lookup === undefined) throw new Error('Lookup was asked');
    return Promise.resolve(
      lookup === 'fails' ? refuse({ code: 'unavailable', detail: '', retryable: true }) : ok(lookup),
    );
  };
  const sms: SendRequest = { to: '+14155552671', passcode: '012345', channel: 'sms', tags: { idp: 'acme' } };
  const verdict = await checkPolicy({ ...sms, ...request }, createPolicy(changes), lookUp);
  return { ...verdict, rule: verdict.refusal?.rule, asked };
}

const premium = { request: { to: '+19005550123' } };
const toll = { request: { to: '+18005550123' } };
const satellite = { request: { to: '+8816312345678' } };

test('nothing is asked and nothing refused without rules', async () => {
  expect(await check({})).toMatchObject({ rule: undefined, wouldBlock: [], asked: [], channels: undefined });
});

describe('what costs nothing', () => {
  test.each([
    ['prefix', { prefixes: { allowed: ['+44'], blocked: [] } }, {}],
    ['prefix', { plan: 'none;+44:sms' }, {}],
    ['prefix', { plan: 'acme:none' }, {}],
    ['non_geographic', { allowsNonGeographic: false }, premium],
    ['non_geographic', { allowsNonGeographic: false }, toll],
    ['non_geographic', { allowsNonGeographic: false }, satellite],
    [undefined, { allowsNonGeographic: true }, premium],
    [undefined, { allowsNonGeographic: false }, {}],
  ] as const)('%s', async (rule, changes, given) => {
    const verdict = await check(changes, given);
    expect([verdict.rule, verdict.asked]).toEqual([rule, []]);
  });

  test('comes before the Lookup, which is not paid for then', async () => {
    const changes = { allowsNonGeographic: false, riskLimit: 50, lineTypes: '-pager' };
    expect(await check(changes, premium)).toMatchObject({ rule: 'non_geographic', asked: [] });
  });

  test('no sentence has the number', async () => {
    const { refusal } = await check({ allowsNonGeographic: false }, premium);
    expect(refusal?.detail).toMatch(/premium-rate/);
    expect(refusal?.detail).not.toMatch(/\d{4}/);
  });

  test('an e-mail address is checked against the plan alone', async () => {
    const request: Partial<SendRequest> = { channel: 'email', to: 'a@example.com' };
    const rules = { prefixes: { allowed: ['+44'], blocked: [] }, riskLimit: 1, lineTypes: '-*,mobile' };
    expect(await check(rules, { request })).toMatchObject({ rule: undefined, asked: [] });
    expect(await check({ plan: 'none;+1:sms' }, { request })).toMatchObject({ rule: 'prefix' });
  });
});

describe('Lookup', () => {
  test('is asked once, for what the rules need', async () => {
    const both = await check({ lineTypes: '-pager', riskLimit: 60 }, { lookup: MOBILE });
    expect(both).toMatchObject({ rule: undefined, lineType: 'mobile' });
    expect(both.asked).toEqual([['line_type_intelligence', 'sms_pumping_risk']]);
    expect((await check({ riskLimit: 60 }, { lookup: MOBILE })).asked).toEqual([['sms_pumping_risk']]);
  });

  test.each([
    ['line_type', { lineTypes: '-mobile' }, MOBILE],
    ['line_type', { lineTypes: '-unknown' }, { ...MOBILE, lineType: undefined }],
    [undefined, { lineTypes: '-pager' }, { ...MOBILE, lineType: undefined }],
    [undefined, { riskLimit: 60 }, { ...MOBILE, pumpingRisk: 60 }],
    ['risk', { riskLimit: 60 }, { ...MOBILE, pumpingRisk: 61 }],
    ['line_type', { riskLimit: 60, lineTypes: '-mobile' }, { ...MOBILE, pumpingRisk: 61 }],
    // Verify says better that the number is invalid, unless what is not checked is refused.
    [undefined, { riskLimit: 1, lineTypes: '-*,mobile' }, { valid: false }],
    ['line_type', { riskLimit: 1, lineTypes: '-*,mobile', onError: 'refuse' }, { valid: false }],
    ['risk', { riskLimit: 1, onError: 'refuse' }, { valid: false }],
  ] as const)('%s', async (rule, changes, lookup) => {
    expect((await check(changes, { lookup })).rule).toBe(rule);
  });

  test('a type that is only logged', async () => {
    const lookup: NumberLookup = { ...MOBILE, lineType: 'nonFixedVoip' };
    expect(await check({ lineTypes: '-pager,voip?' }, { lookup })).toMatchObject({
      rule: undefined,
      wouldBlock: ['line_type'],
      lineType: 'nonFixedVoip',
    });
  });

  test.each([
    ['allow', undefined],
    ['refuse', 'line_type'],
  ] as const)('that fails: %s', async (onError, rule) => {
    const verdict = await check({ lineTypes: '-pager', riskLimit: 60, onError }, { lookup: 'fails' });
    expect(verdict).toMatchObject({ rule, unchecked: ['line_type', 'risk'] });
  });

  test('a score that Lookup does not know is a check that could not be made', async () => {
    const lookup: NumberLookup = { ...MOBILE, pumpingRisk: undefined };
    expect(await check({ riskLimit: 60, onError: 'refuse' }, { lookup })).toMatchObject({ rule: 'risk' });
    expect(await check({ riskLimit: 60 }, { lookup })).toMatchObject({
      rule: undefined,
      unchecked: ['risk'],
    });
  });
});

describe('a dry run', () => {
  test.each([
    [['prefix'], { prefixes: { allowed: ['+44'], blocked: [] } }, {}],
    [['prefix'], { plan: 'none' }, {}],
    [['non_geographic'], { allowsNonGeographic: false }, premium],
    [['line_type'], { lineTypes: '-mobile' }, { lookup: MOBILE }],
    [['line_type', 'risk'], { lineTypes: 'mobile?', riskLimit: 1 }, { lookup: MOBILE }],
    [['line_type'], { lineTypes: '-pager', onError: 'refuse' }, { lookup: 'fails' }],
  ] as const)('refuses nothing and says %p', async (wouldBlock, changes, given) => {
    const verdict = await check({ ...changes, isDryRun: true }, given);
    expect(verdict).toMatchObject({ rule: undefined, wouldBlock, channels: undefined });
  });
});
