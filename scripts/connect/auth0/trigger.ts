import type { Management } from 'auth0';
import { quote } from '../quote';
import type { Sender } from './action';
import { readMarker } from './action-code';
import { explain } from './client';
import { checkList, createStep, joinWords, PAGE, type ScopedPart, type Tenant } from './tenant';

const TRIGGER = 'send-phone-message';

/** The flow of send-phone-message, in which our Action has to be. custom-phone-provider has none. */
export async function inspectTrigger(tenant: Tenant, sender: Sender): Promise<ScopedPart> {
  const bindings = await listBindings(tenant);
  const others = bindings.filter(({ action }) => action?.id !== sender.id);
  const isBound = sender.id !== undefined && others.length < bindings.length;
  const doubles = others.filter(isOfOtherDeployment);
  const name = quote(sender.name);
  const rest = others.filter((binding) => !doubles.includes(binding));
  const beside = rest.length === 0 ? '' : `, beside ${joinWords(rest.map(readName))}, which runs as well`;
  if (isBound && doubles.length === 0)
    return { name: 'trigger', found: `${name} is in the flow ${TRIGGER}${beside}.`, steps: [] };
  const away = doubles.length === 0 ? '' : ` and take ${joinWords(doubles.map(readName))} out of it`;
  const text = `${isBound ? 'keep' : 'put'} ${name} in the flow ${TRIGGER}${beside}${away}`;
  const bind = createStep('update:actions', text, async () => {
    const present = (await listBindings(tenant)).filter(({ action }) => action?.id !== sender.id);
    const kept = present.filter((binding) => !isOfOtherDeployment(binding));
    const own = { ref: { type: 'action_id' as const, value: sender.id ?? '' }, display_name: sender.name };
    await tenant.client.actions.triggers.bindings.updateMany(TRIGGER, {
      bindings: [...kept.map(toRef), own],
    });
  });
  // Whether it sends, too, only its owner knows, who may have put ours beside it.
  const besides =
    isBound || rest.length === 0
      ? undefined
      : `${joinWords(rest.map(readName))} is in the flow ${TRIGGER}: if it sends, too, each passcode is sent twice. Take it out of the flow, or put ours beside it with --replace.`;
  const twice = `${joinWords(doubles.map(readName))} of another deployment is in the flow ${TRIGGER}: each passcode would be sent twice. --replace takes it out of the flow, and deletes nothing.`;
  const conflicts = [...(doubles.length > 0 ? [twice] : []), ...(besides === undefined ? [] : [besides])];
  const conflict = conflicts.length > 0 ? conflicts.join(' ') : undefined;
  return {
    name: 'trigger',
    found: conflict ?? `${name} is not in the flow ${TRIGGER}.`,
    steps: [bind],
    ...(conflict !== undefined && { conflict }),
  };

  function isOfOtherDeployment({ action }: Management.ActionBinding): boolean {
    const marker = readMarker(action?.deployed_version?.code ?? '');
    return marker !== undefined && marker.origin !== tenant.bridge.origin;
  }
}

export async function listBindings({ client }: Tenant): Promise<Management.ActionBinding[]> {
  return explain('read:actions', async () => {
    const found: Management.ActionBinding[] = [];
    for await (const binding of await client.actions.triggers.bindings.list(TRIGGER, PAGE))
      found.push(binding);
    return checkList(found);
  });
}

/** A binding is kept by naming its Action again: what is not named is taken out of the flow. */
export const toRef = ({ action, display_name }: Management.ActionBinding) => ({
  ref: { type: 'action_id' as const, value: action?.id ?? '' },
  ...(display_name !== undefined && { display_name }),
});

const readName = ({ action, display_name }: Management.ActionBinding): string =>
  quote(action?.name ?? display_name);
