import { Failure } from '../../setup/failure';
import type { Step } from '../../setup/plan';
import type { Part } from '../connector';
import { quote } from '../quote';
import type { Hook } from './hook';
import type { Org } from './org';
import { planClearance, planHook, planRemovalOf, renderPlace } from './plan-hook';
import { isOurs, TELEPHONY_TYPE, type WantedHook, works } from './wanted-hook';

/** An org has one active telephony hook: https://developer.okta.com/docs/guides/telephony-inline-hook/ */
export async function inspectTelephonyHook(org: Org, wanted: WantedHook): Promise<Part> {
  const all = await org.list('inlineHooks');
  const hooks = all.filter(isTelephony);
  const ours = hooks.find((hook) => isOurs(hook, wanted));
  const others = hooks.filter((hook) => hook.isActive && hook !== ours);
  const { found, update, entry } = planHook(org, wanted, all, ours);
  // Another hook goes as late as can be: between it and ours Okta calls nobody.
  const steps = [
    ...update,
    ...planClearance(org, wanted, others),
    ...entry.map((step) => nameWhatIsOff(step, others)),
  ];
  const [other] = others;
  if (other === undefined) return { name: wanted.label, found, steps };
  const place = renderPlace(other, wanted);
  return {
    name: wanted.label,
    found: `The active telephony hook is ${quote(other.name)}, which calls ${place}.`,
    steps,
    works: works(other, wanted),
    conflict: `${quote(other.name)}, which calls ${place}, is the active telephony hook, and Okta takes one. --replace deactivates it, and deletes nothing.`,
  };
}

const isTelephony = ({ type }: Hook): boolean => type === TELEPHONY_TYPE;

/** If ours does not come up, its owner should know how to go back. */
function nameWhatIsOff({ text, apply }: Step, others: readonly Hook[]): Step {
  return {
    text,
    async apply() {
      try {
        await apply();
      } catch (error) {
        if (error instanceof Failure && others.length > 0)
          error.message += `\n${others.map(({ name }) => quote(name)).join(', ')} is inactive now, so that Okta sends by its own provider. To go back, activate it under Workflow > Inline Hooks in the Admin Console.`;
        throw error;
      }
    },
  };
}

export async function planTelephonyRemoval(org: Org, wanted: WantedHook): Promise<Step[]> {
  const hooks = (await org.list('inlineHooks')).filter(isTelephony);
  const ours = hooks.find((hook) => isOurs(hook, wanted));
  if (ours === undefined) return [];
  const others = hooks.filter((hook) => hook !== ours);
  return planRemovalOf(org, wanted, ours, describeWhatFollows(others));
}

/** Nothing says which of the inactive hooks sent before ours. Their owner knows. */
function describeWhatFollows(others: readonly Hook[]): string {
  const active = others.find((hook) => hook.isActive);
  if (active !== undefined) return `${quote(active.name)} goes on sending`;
  const names = others.map(({ name }) => quote(name)).join(', ');
  const choice = names === '' ? '' : `. ${names} stays inactive until you activate it in the Admin Console`;
  return `Okta then sends codes by its own provider${choice}`;
}
