import { channels, type Channel } from './otp-request';
import type { PhoneNumber } from './phone-number';

/** One rule of a plan: for whom, and the channels in the order in which they are tried. */
export interface ChannelRule {
  /** The tag `idp` of a request; undefined for all. */
  idp: string | undefined;
  /** An E.164 prefix, `+44`; empty for all. */
  prefix: string;
  /** Empty: nothing is sent. */
  channels: readonly Channel[];
}

/** Without rules, every request goes by the channel that it asks for. */
export type ChannelPlan = readonly ChannelRule[];

/** Names that others have for channels, and what to write. */
const HINTS: Readonly<Record<string, string>> = {
  voice: 'has voice: write call, as Verify does',
  rcs: 'has rcs: write sms, which Verify upgrades to RCS by itself',
};

/**
 * Reads `sms,call;+55:whatsapp,sms;okta+91:sms;+7:none`: rules separated by semicolons, each a provider's tag, a prefix,
 * both, or (once) nothing, a colon, and channels in their order, or `none`.
 * @returns the plan, or every problem as a phrase that follows the variable's name, by the position of its rule
 */
export function parseChannelPlan(text: string): ChannelPlan | { problem: string } {
  const rules: ChannelRule[] = [];
  const problems: string[] = [];
  const parts = text === '' ? [] : text.split(';').map((part) => part.replaceAll(/\s/g, ''));
  for (const [index, part] of parts.entries()) {
    const rule = parseRule(part);
    const isRepeated = rules.some(({ idp, prefix }) => idp === rule.idp && prefix === rule.prefix);
    const problem = 'problem' in rule ? rule.problem : isRepeated && 'is for whom an earlier rule is';
    if (problem !== false) problems.push(`rule ${index + 1} ${problem}`);
    else rules.push(rule as ChannelRule);
  }
  return problems.length === 0 ? rules : { problem: `is wrong: ${problems.join('; ')}` };
}

function parseRule(part: string): ChannelRule | (Partial<ChannelRule> & { problem: string }) {
  const [list = '', selector = '', ...more] = part.split(':').reverse();
  const [matched, idp, prefix = ''] = /^([a-z][a-z0-9-]{0,31})?(\+[1-9][0-9]{0,14})?$/.exec(selector) ?? [];
  if (matched === undefined || more.length > 0)
    return {
      problem: 'must be for a provider, a prefix such as +55, or a provider and a prefix, then one colon',
    };
  const names = list === 'none' ? [] : list.split(',');
  const unknown = names.find((name) => !(channels as readonly string[]).includes(name));
  if (unknown !== undefined)
    return {
      problem:
        (Object.hasOwn(HINTS, unknown) ? HINTS[unknown] : undefined) ??
        `must have channels of ${channels.join(', ')}, or none alone`,
    };
  if (new Set(names).size !== names.length) return { problem: 'has a channel twice' };
  return { idp, prefix, channels: names as Channel[] };
}

/**
 * The channels for a number: of the rule with the longest prefix that matches; of two with the same prefix, the one that
 * names the provider.
 * @returns undefined if no rule matches; an empty list if nothing is to be sent
 */
export function findPlannedChannels(
  plan: ChannelPlan,
  idp: string | undefined,
  to: PhoneNumber,
): readonly Channel[] | undefined {
  let best: ChannelRule | undefined;
  for (const rule of plan) {
    if ((rule.idp !== undefined && rule.idp !== idp) || !to.startsWith(rule.prefix)) continue;
    const isLonger = best === undefined || rule.prefix.length > best.prefix.length;
    if (isLonger || (rule.prefix === best?.prefix && rule.idp !== undefined)) best = rule;
  }
  return best?.channels;
}
