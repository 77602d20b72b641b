import { OWN_PREFIXES } from './users';

/** What an owner switches on. The rate limits have the buckets of `npm run setup`. */
export interface RuleSet {
  name: string;
  /** The variables of the functions, beside the account. */
  environment: Readonly<Record<string, string>>;
}

const PREFIXES = { ALLOWED_PREFIXES: OWN_PREFIXES };
/** One variable that says whom to send to and how. Jamaica is in +1, as the United States are. */
const PLAN = {
  CHANNEL_PLAN: ['none', ...OWN_PREFIXES.split(',').map((prefix) => `${prefix}:sms,call`), '+1876:none'].join(
    ';',
  ),
};
const RATES = { RATE_LIMITS: 'phone,ip,prefix' };
const TYPES = { LINE_TYPES: '-premium,-tollFree,-sharedCost,-pager,-nonFixedVoip' };
const RISK = { RISK_LIMIT: '60' };
const ALL = { ...PREFIXES, BLOCKED_PREFIXES: '+1876', ...RATES, ...TYPES, ...RISK };

export const ruleSets: readonly RuleSet[] = [
  { name: 'none', environment: { NON_GEOGRAPHIC: 'allow' } },
  { name: 'default', environment: {} },
  { name: 'ALLOWED_PREFIXES', environment: PREFIXES },
  { name: 'CHANNEL_PLAN', environment: PLAN },
  { name: 'RATE_LIMITS', environment: RATES },
  { name: 'RATE_LIMITS without ip', environment: { RATE_LIMITS: 'phone,prefix' } },
  { name: 'LINE_TYPES', environment: TYPES },
  { name: 'RISK_LIMIT', environment: RISK },
  { name: 'all', environment: ALL },
  { name: 'all, POLICY_DRY_RUN', environment: { ...ALL, POLICY_DRY_RUN: 'on' } },
];
