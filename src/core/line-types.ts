/** Lookup's line types, and `unknown` where it has none: https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence */
const TYPES = [
  ...['landline', 'mobile', 'fixedVoip', 'nonFixedVoip', 'personal', 'tollFree', 'premium', 'sharedCost'],
  ...['uan', 'voicemail', 'pager', 'unknown'],
];

/** What `voip` stands for. */
const VOIP = ['fixedVoip', 'nonFixedVoip'];

type Judgement = 'allow' | 'refuse' | 'log';

export interface LineTypePolicy {
  byType: Readonly<Record<string, Judgement>>;
  /** For every type that is not named. */
  otherwise: Judgement;
}

/**
 * Reads `-premium,-pager,-sharedCost,voip?`: `-type` refuses, `type?` only logs, and every other type is let through.
 * `-*,mobile,landline` refuses all types but those that are named.
 * @returns the policy, or a problem as a phrase that follows the variable's name
 */
export function parseLineTypes(text: string): LineTypePolicy | { problem: string } {
  const byType: Record<string, Judgement> = {};
  let otherwise: Judgement = 'allow';
  const items = text.split(',').map((item) => item.trim());
  for (const item of items) {
    const [, minus, name = '', question] = /^(-)?([A-Za-z]+|\*)(\?)?$/.exec(item) ?? [];
    const judgement = minus !== undefined ? 'refuse' : question !== undefined ? 'log' : 'allow';
    const types = name === '*' ? ['*'] : name === 'voip' ? VOIP : TYPES.filter((type) => type === name);
    if (types.length === 0 || (minus !== undefined && question !== undefined))
      return { problem: `must be items such as -premium or voip?, of ${[...TYPES, 'voip'].join(', ')} or *` };
    if (name === '*') otherwise = judgement;
    for (const type of types) {
      if (byType[type] !== undefined) return { problem: `has ${type} twice` };
      byType[type] = judgement;
    }
  }
  const isAllowList = Object.values(byType).every((judgement) => judgement === 'allow');
  if (isAllowList) return { problem: 'refuses and logs nothing: put -* before the types to allow' };
  return { byType, otherwise };
}

/** @param lineType as Lookup names it; undefined if it does not know */
export function judgeLineType(lineType: string | undefined, policy: LineTypePolicy): Judgement {
  const type = lineType ?? 'unknown';
  return (Object.hasOwn(policy.byType, type) ? policy.byType[type] : undefined) ?? policy.otherwise;
}
