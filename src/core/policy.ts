import { findPlannedChannels, type ChannelPlan } from './channel-plan';
import { judgeLineType, type LineTypePolicy } from './line-types';
import { findNonGeographicKind, type NonGeographicKind } from './non-geographic';
import type { LookUp, LookupPackage } from './number-lookup';
import type { Channel, SendRequest } from './otp-request';
import { isAllowed, type PrefixPolicy } from './prefix-policy';
import type { PolicyRule } from './problem';
import type { RateLimitName } from './rate-limits';

/** Whom the owner sends to, and how. */
export interface Policy {
  prefixes: PrefixPolicy;
  plan: ChannelPlan;
  allowsNonGeographic: boolean;
  /** Without it, and without a risk limit, no Lookup is paid for. */
  lineTypes: LineTypePolicy | undefined;
  /** A `sms_pumping_risk_score` above it is refused. */
  riskLimit: number | undefined;
  /** When Lookup fails. */
  onError: 'allow' | 'refuse';
  /** Nothing is refused, and what would be is logged. */
  isDryRun: boolean;
  rateLimits: readonly RateLimitName[];
}

export interface Refusal {
  rule: PolicyRule;
  /** A sentence for the caller and the log, without the number. */
  detail: string;
}

/** What the policy says of one request. */
export interface Verdict {
  refusal: Refusal | undefined;
  /** The rules that only log what they would refuse. */
  wouldBlock: PolicyRule[];
  /** The channels of the owner's plan; undefined if there is no plan for the number. */
  channels: readonly Channel[] | undefined;
  /** As Lookup names it, if it was asked and knows. */
  lineType: string | undefined;
  /** The rules whose check could not be made. */
  unchecked: PolicyRule[];
}

/**
 * Checks a request against the policy, cheapest rule first: prefixes and plan, ranges without a geography, then one
 * Lookup for line type and risk. The first rule that refuses is the last that is checked, unless it is a dry run, in
 * which the Lookup is left out, too, once a rule would have refused. An e-mail address is only checked against the plan.
 */
export async function checkPolicy(request: SendRequest, policy: Policy, lookUp: LookUp): Promise<Verdict> {
  const { to, channel, tags } = request;
  const planned = findPlannedChannels(policy.plan, tags['idp'], channel === 'email' ? '' : to);
  const verdict: Verdict = {
    refusal: undefined,
    wouldBlock: [],
    channels: planned?.length === 0 ? undefined : planned,
    lineType: undefined,
    unchecked: [],
  };
  const free = findFreeRefusal(request, policy, planned);
  if (free !== undefined) return refuseBy(free, verdict, policy);
  const packages = channel === 'email' ? [] : listPackages(policy);
  if (packages.length === 0) return verdict;

  const found = await lookUp(to, packages);
  const report = found.ok && found.value.valid ? found.value : undefined;
  verdict.lineType = report?.lineType;
  const { lineTypes, riskLimit } = policy;
  if (lineTypes !== undefined) {
    if (report === undefined) verdict.unchecked.push('line_type');
    else {
      const judgement = judgeLineType(report.lineType, lineTypes);
      const type = report.lineType ?? 'unknown';
      if (judgement === 'log') verdict.wouldBlock.push('line_type');
      if (judgement === 'refuse')
        return refuseBy({ rule: 'line_type', detail: `LINE_TYPES refuses ${type}.` }, verdict, policy);
    }
  }
  if (riskLimit !== undefined) {
    if (report?.pumpingRisk === undefined) verdict.unchecked.push('risk');
    else if (report.pumpingRisk > riskLimit) return refuseBy({ rule: 'risk', detail: RISK }, verdict, policy);
  }
  const [unchecked] = verdict.unchecked;
  return unchecked === undefined || policy.onError === 'allow'
    ? verdict
    : refuseBy({ rule: unchecked, detail: UNCHECKED }, verdict, policy);
}

const PREFIX = 'ALLOWED_PREFIXES and BLOCKED_PREFIXES keep the bridge from sending to this number.';
const PLAN = 'CHANNEL_PLAN has no channel for this number.';
const RISK = "Lookup's SMS pumping risk of the number is above RISK_LIMIT.";
const UNCHECKED = 'Lookup could not check the number, and POLICY_ON_ERROR refuses what is not checked.';

function findFreeRefusal(
  { to, channel }: SendRequest,
  { prefixes, allowsNonGeographic }: Policy,
  planned: readonly Channel[] | undefined,
): Refusal | undefined {
  const isNumber = channel !== 'email';
  if (isNumber && !isAllowed(to, prefixes)) return { rule: 'prefix', detail: PREFIX };
  if (planned?.length === 0) return { rule: 'prefix', detail: PLAN };
  const kind = isNumber && !allowsNonGeographic ? findNonGeographicKind(to) : undefined;
  if (kind === undefined) return undefined;
  const detail = `The number is of a range for ${KINDS[kind]}. NON_GEOGRAPHIC=allow lets it through.`;
  return { rule: 'non_geographic', detail };
}

const KINDS: Readonly<Record<NonGeographicKind, string>> = {
  toll_free: 'toll-free numbers',
  premium_rate: 'premium-rate numbers',
  shared_cost: 'shared-cost numbers',
  personal: 'personal numbers',
  voicemail: 'voicemail boxes',
  global: 'satellite or global networks',
};

function refuseBy(refusal: Refusal, verdict: Verdict, { isDryRun }: Policy): Verdict {
  return isDryRun
    ? { ...verdict, wouldBlock: [...verdict.wouldBlock, refusal.rule] }
    : { ...verdict, refusal };
}

function listPackages({ lineTypes, riskLimit }: Policy): LookupPackage[] {
  return [
    ...(lineTypes === undefined ? [] : ['line_type_intelligence' as const]),
    ...(riskLimit === undefined ? [] : ['sms_pumping_risk' as const]),
  ];
}
