import { parseChannelPlan, type ChannelPlan } from '../../src/core/channel-plan';
import { parseLineTypes, type LineTypePolicy } from '../../src/core/line-types';
import type { Policy } from '../../src/core/policy';

/** What differs from a policy that lets everything through, the texts as the owner writes them. */
export type PolicyChanges = Partial<Omit<Policy, 'plan' | 'lineTypes'>> & {
  plan?: string;
  lineTypes?: string;
};

export function createPolicy({ plan = '', lineTypes, ...changes }: PolicyChanges = {}): Policy {
  return {
    prefixes: { allowed: [], blocked: [] },
    plan: parseChannelPlan(plan) as ChannelPlan,
    allowsNonGeographic: true,
    lineTypes: lineTypes === undefined ? undefined : (parseLineTypes(lineTypes) as LineTypePolicy),
    riskLimit: undefined,
    onError: 'allow',
    isDryRun: false,
    rateLimits: [],
    ...changes,
  };
}
