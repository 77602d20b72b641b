import { Failure } from '../../setup/failure';
import type { Step } from '../../setup/plan';
import type { Part } from '../connector';
import { quote } from '../quote';
import type { Org } from './org';
import { planClearance, planHook, planRemovalOf } from './plan-hook';
import { isOurs, type WantedHook, works } from './wanted-hook';

/** Another deployment has a hook of its own. One with our address that somebody else has made is in the way. */
export async function inspectEventHook(org: Org, wanted: WantedHook): Promise<Part> {
  const hooks = await org.list('eventHooks');
  const ours = hooks.find((hook) => isOurs(hook, wanted));
  const others = hooks.filter((hook) => hook.isActive && hook !== ours && hook.uri === wanted.uri);
  const plan = planHook(org, wanted, hooks, ours);
  const isUnverified = ours === undefined || !ours.isVerified;
  // Okta verifies anew what is replaced.
  const verification = isUnverified || plan.update.length > 0 ? [planVerification(org, wanted, plan.id)] : [];
  // The other one goes last, so that no event is missed: one that comes twice approves once.
  const steps = [...plan.update, ...plan.entry, ...verification, ...planClearance(org, wanted, others)];
  const [other] = others;
  if (other !== undefined)
    return {
      name: wanted.label,
      found: `${quote(other.name)}, which was not made by this command, calls ${wanted.uri}.`,
      steps,
      works: other.isVerified && works(other, wanted),
      conflict: `${quote(other.name)} calls ${wanted.uri}, and was not made by this command: with a second hook Okta would report every event twice. --replace deactivates it, and deletes nothing.`,
    };
  // Nothing else is wrong with it.
  const isVerificationAll = ours !== undefined && isUnverified && steps.length === 1;
  const found = isVerificationAll
    ? `Okta has not verified ${quote(ours.name)}, and sends it no events: ${wanted.uri} must answer a challenge.`
    : plan.found;
  return { name: wanted.label, found, steps };
}

function planVerification(org: Org, { uri }: WantedHook, id: () => string): Step {
  return {
    text: `have Okta verify it: a challenge to ${uri}`,
    async apply() {
      if (await org.verify(id())) return;
      throw new Failure(
        `${uri} did not answer Okta's challenge within 3 s. Until it does, Okta sends it no events. Run npm run doctor -- ${new URL(uri).origin}, and then this command again.`,
      );
    },
  };
}

export async function planEventRemoval(org: Org, wanted: WantedHook): Promise<Step[]> {
  const ours = (await org.list('eventHooks')).find((hook) => isOurs(hook, wanted));
  if (ours === undefined) return [];
  return planRemovalOf(org, wanted, ours, 'Verify then hears nothing more of how codes end');
}
