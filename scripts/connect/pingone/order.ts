import type { Part } from '../connector';
import { asList, asObject, asText } from '../json';
import { quote } from '../quote';
import type { Platform } from './platform';
import type { Resource } from './resource';

/** What decides by which sender a passcode goes. */
export interface Situation {
  senders: readonly Resource[];
  policies: readonly Resource[];
  /** Of the environment's notification settings. */
  chain: readonly string[];
  /** Of the deployment's sender; empty until it is made. */
  senderId: string;
}

/**
 * The order of the senders. A notification policy that names senders decides first, then the environment's chain. What an
 * empty chain means is told in two ways: Ping's own account at Twilio (Terraform), or the first sender of the list (console).
 * So the sender goes into an empty chain. Where another sender is in use, the change is its owner's to decide.
 * https://docs.pingidentity.com/pingone/settings/p1_sender_configure_custom_provider.html
 * @param getId of the sender, once it is made
 */
export function planOrder(
  { senders, policies, chain, senderId }: Situation,
  platform: Platform,
  getId: () => string,
): Part {
  const right = { name: 'order', steps: [] };
  const naming = findNaming(policies, senderId);
  if (naming.length > 0) return { ...right, found: `${renderPolicies(naming)} names the sender.` };
  const others = policies.filter((policy) => listNamed(policy).length > 0);
  const unless = others.length === 0 ? '' : ` ${renderPolicies(others)} names other senders.`;
  const place = chain.indexOf(senderId);
  if (place === 0) return { ...right, found: `PingOne sends through the sender first.${unless}` };
  if (place > 0)
    return { ...right, found: `PingOne sends through the sender if ${place} before it fail.${unless}` };

  const inUse =
    chain.length > 0
      ? chain.map((id) => renderSender(senders.find((one) => one.id === id) ?? { id, name: id }))
      : senders.filter(({ id }) => id !== senderId).map(renderSender);
  const followed = chain.length > 0 ? `, before ${inUse.join(', ')}` : '';
  const step = {
    text: `make it the first sender of the environment (smsProvidersFallbackChain)${followed}`,
    apply: () => platform.changeChain((ids) => [getId(), ...ids.filter((id) => id !== getId())]),
  };
  if (inUse.length === 0)
    return { ...right, found: `The environment names no first sender.${unless}`, steps: [step] };
  const found = `PingOne ${chain.length > 0 ? 'sends' : 'may send'} through ${inUse.join(', ')} at present.`;
  const conflict = `${found} verify-bridge would come first.`;
  return { ...right, found: found + unless, steps: [step], conflict };
}

/** The notification policies that name the sender. */
export const findNaming = (policies: readonly Resource[], senderId: string): Resource[] =>
  policies.filter((policy) => listNamed(policy).includes(senderId));

/** https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-policies.html */
const listNamed = (policy: Resource): string[] =>
  asList(asObject(policy['providerConfiguration'])['conditions'])
    .flatMap((condition) => asList(asObject(condition)['fallbackChain']))
    .map((one) => asText(asObject(one)['id']))
    .filter((id) => id !== '');

export const renderPolicies = (policies: readonly Resource[]): string =>
  `The notification policy ${policies.map(({ name }) => quote(name)).join(', ')}`;

/** One of Twilio's or Syniverse's has no name. */
const renderSender = ({ name, provider }: Resource): string => quote(name ?? provider);
