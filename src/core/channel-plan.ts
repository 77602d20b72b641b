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

const HINTS: Readonly<Record<string, string>> = {
  voice: 'has voice: Verify calls it call',
  rcs: 'has rcs: Verify upgrades sms to RCS by itself',
};

/**
 * Reads `sms,call;+55:whatsapp,sms;okta+91:sms;+7:none`: rules separated by semicolons, each a provider's tag, a prefix,
 * both, or (once) nothing, a colon, and channels in their order, or `none`.
 * @returns the plan, or a problem as a phrase that follows the variable's name
 */
export function parseChannelPlan(text: string): ChannelPlan | { problem: string } {
  const rules: ChannelRule[] = [];
  if (text === '') return rules;
  for (const part of text.split(';').map((one) => one.replaceAll(/\s/g, ''))) {
    const [, selector = '', list = ''] = /^(?:([^:]*):)?([^:]*)$/.exec(part) ?? [];
    const [matched, idp, prefix = ''] = /^([a-z][a-z0-9-]{0,31})?(\+[1-9][0-9]{0,14})?$/.exec(selector) ?? [];
    if (matched === undefined)
      return {
        problem: `has the rule ${part}: for whom it is, is a provider, a prefix such as +55, or both`,
      };
    const found = list === 'none' ? [] : parseChannels(list);
    if ('problem' in found) return found;
    if (rules.some((rule) => rule.idp === idp && rule.prefix === prefix))
      return { problem: `has two rules for ${selector || 'everybody'}` };
    rules.push({ idp, prefix, channels: found });
  }
  return rules;
}

function parseChannels(list: string): Channel[] | { problem: string } {
  const names = list.split(',');
  const unknown = names.find((name) => !(channels as readonly string[]).includes(name));
  if (unknown !== undefined)
    return { problem: HINTS[unknown] ?? `must have rules of ${channels.join(', ')}, or none` };
  if (new Set(names).size !== names.length) return { problem: 'has a channel twice in one rule' };
  return names as Channel[];
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
