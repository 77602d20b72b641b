import { Failure } from '../../setup/failure';
import type { Part } from '../connector';
import { quote } from '../quote';
import { KINDS, type Platform } from './platform';
import type { Match, Resource } from './resource';
import type { Deployment } from './settings';

/** One kind of resource: what it has to be, and what it is for. */
export interface ResourceKind {
  kind: 'sender' | 'webhook';
  /** Where the console has it. */
  page: string;
  create: (deployment: Deployment, name: string) => Record<string, unknown>;
  /** What differs, in words; none if it is right. */
  compare: (one: Resource, deployment: Deployment) => string[];
  /** Those of the differences that cannot be seen without our mark. */
  unseen: readonly string[];
  /** The whole of it, for a PUT. */
  correct: (one: Resource, deployment: Deployment) => Record<string, unknown>;
  /** What it does, after its name: `sends …`. */
  purpose: string;
}

/**
 * What makes a sender or a webhook right: one request, or none.
 * @param all of this kind in the environment
 * @param remember is given the id of a new one
 * @throws Failure if no more of this kind fit in
 */
export function planPart(
  resourceKind: ResourceKind,
  all: readonly Resource[],
  match: Match,
  deployment: Deployment,
  platform: Platform,
  remember: (id: string) => void,
): Part {
  const { kind, page, create, compare, unseen, correct, purpose } = resourceKind;
  const part = { name: kind, steps: [] };
  const one = match.ours ?? match.foreign;
  if (one === undefined) {
    const { most } = KINDS[kind];
    if (all.length >= most)
      throw new Failure(
        `PingOne takes ${most} ${kind}s, and the environment has as many. Delete one: ${page}.`,
      );
    const text = `create "${match.freeName}", which ${purpose}`;
    const apply = async () => remember(await platform.create(kind, create(deployment, match.freeName)));
    return { ...part, found: `No ${kind} calls ${deployment.bridge.origin}.`, steps: [{ text, apply }] };
  }
  const title = quote(one['name']);
  const differences = compare(one, deployment);
  if (match.ours !== undefined && differences.length === 0)
    return { ...part, found: `${title} ${purpose}, with the password of your file.` };
  // One that somebody else has made lacks the mark at least.
  const what = differences.length === 0 ? 'the mark of this command' : differences.join(', ');
  const text = `update ${title}: ${what}`;
  const apply = () => platform.update(kind, one.id, correct(one, deployment));
  const wrong = { ...part, found: `${title} differs: ${what}.`, steps: [{ text, apply }] };
  if (match.ours !== undefined) return wrong;
  const conflict = `${title} (${page}) was not made by npm run connect:pingone, but by hand, or with Terraform. To change: ${what}.`;
  if (!differences.every((one) => unseen.includes(one))) return { ...wrong, conflict };
  const unknown = unseen.length === 0 ? '' : `: ${unseen.join(', ')} cannot be seen`;
  const found = `${title} ${purpose}, and was made by hand or with Terraform${unknown}.`;
  return { ...wrong, found, conflict, works: true };
}
