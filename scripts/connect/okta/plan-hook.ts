import type { Step } from '../../setup/plan';
import { findFreeName } from '../free-name';
import { quote } from '../quote';
import type { Hook } from './hook';
import type { Org } from './org';
import { findDifferences, isMarked, renderHook, type WantedHook } from './wanted-hook';

export interface HookPlan {
  found: string;
  /** What our hook becomes, before it is active. */
  update: Step[];
  /** Creates it, which activates it, or activates it. */
  entry: Step[];
  /** Empty until it is created. */
  id: () => string;
}

/**
 * What makes our hook right, if nothing is in its way.
 * @param all of the kind: a name that one of them has, active or not, is taken
 */
export function planHook(
  org: Org,
  wanted: WantedHook,
  all: readonly Hook[],
  ours: Hook | undefined,
): HookPlan {
  const { kind, label, uri } = wanted;
  if (ours === undefined) {
    let made = '';
    const names = all.map((hook) => hook.name);
    const free = { ...wanted, name: findFreeName(wanted.name, names) };
    const creation: Step = {
      text: `create ${quote(free.name)}, which calls ${uri} with OKTA_HOOK_TOKEN`,
      apply: async () => void (made = await org.create(kind, renderHook(free))),
    };
    return {
      found: `There is no ${label} that calls ${uri}.`,
      update: [],
      entry: [creation],
      id: () => made,
    };
  }
  const name = quote(ours.name);
  const differences = findDifferences(ours, wanted);
  const update: Step = {
    text: `update ${name}, which ${differences.join(', and ')}`,
    apply: () => org.replace(kind, ours.id, renderHook(wanted, ours)),
  };
  const activation: Step = { text: `activate ${name}`, apply: () => org.activate(kind, ours.id) };
  const states = [...(ours.isActive ? [] : ['is not active']), ...differences];
  return {
    found: states.length === 0 ? `${name} calls ${uri}.` : `${name} ${states.join(', and ')}.`,
    update: differences.length === 0 ? [] : [update],
    entry: ours.isActive ? [] : [activation],
    id: () => ours.id,
  };
}

/** What somebody else has made is never deleted. */
export function planClearance(org: Org, wanted: WantedHook, others: readonly Hook[]): Step[] {
  return others.map((hook) => ({
    text: `deactivate ${quote(hook.name)}, which calls ${renderPlace(hook, wanted)}`,
    apply: () => org.deactivate(wanted.kind, hook.id),
  }));
}

/** @param consequence what stops working, as a clause */
export function planRemovalOf(
  org: Org,
  { kind, label }: WantedHook,
  ours: Hook,
  consequence: string,
): Step[] {
  const name = `the ${label} ${quote(ours.name)}`;
  const deactivation: Step = {
    text: `deactivate ${name}: ${consequence}`,
    apply: () => org.deactivate(kind, ours.id),
  };
  const removal: Step = { text: `delete ${name}`, apply: () => org.remove(kind, ours.id) };
  return ours.isActive ? [deactivation, removal] : [removal];
}

/** Of another's address the host alone: those of Okta Workflows have a secret behind it. */
export function renderPlace(hook: Hook, { uri }: WantedHook): string {
  if (hook.uri === uri) return 'this deployment and was not made by this command';
  const host = URL.canParse(hook.uri) ? new URL(hook.uri).host : 'another address';
  return isMarked(hook) ? `another deployment of verify-bridge, ${host}` : host;
}
