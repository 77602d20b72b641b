import { quote } from '../quote';
import { listActions } from './action';
import { isMade, readMarker } from './action-code';
import { explainDeletion } from './client';
import { HOOK, readDeliveryProvider } from './delivery-provider';
import { findLogStream, listLogStreams } from './log-stream';
import { readMark } from './log-stream-mark';
import { findPhoneProvider, type PhoneProvider } from './phone-provider';
import { createStep, type ScopedStep, type Tenant } from './tenant';
import { listBindings, toRef } from './trigger';

/**
 * What `npm run connect:auth0` made for this deployment, not what it took over. First nothing is reported any more, then nothing is sent, then the
 * code goes; a run that ends half-way leaves what the next one finds.
 */
export async function planAuth0Removal(tenant: Tenant): Promise<ScopedStep[]> {
  const { origin } = tenant.bridge;
  const actions = await listActions(tenant);
  const own = actions.filter(({ code = '' }) => isMade(code, origin));
  const others = actions.length - own.length;
  const isUnified = tenant.trigger === 'custom-phone-provider';
  const provider = isUnified && own.length > 0 ? await findPhoneProvider(tenant) : undefined;
  const isTaken = own.some(({ code = '' }) => readMarker(code)?.isProviderTaken);
  const rest =
    isTaken && provider?.name === 'custom'
      ? ': the phone provider, which was there before, stays, and no text message and no call leaves the tenant until it has another Action'
      : '';
  const senders = isUnified
    ? planProvider(tenant, provider, isTaken || others > 0)
    : own.length === 0
      ? []
      : await planFlow(tenant, own);
  return [
    ...(await planLogStream(tenant)),
    ...senders,
    ...own.map(({ id = '', name }) =>
      createDeletion('delete:actions', `delete the Action ${quote(name)}${rest}`, () =>
        tenant.client.actions.delete(id),
      ),
    ),
  ];
}

/** One that somebody else made stays, also if the command has taken it over. */
async function planLogStream(tenant: Tenant): Promise<ScopedStep[]> {
  const stream = findLogStream(await listLogStreams(tenant), tenant);
  const { id, name } = stream ?? {};
  if (stream === undefined || id === undefined || readMark(stream) !== 'connect') return [];
  const text = `delete the log stream ${quote(name)}: Verify hears of no login any more`;
  return [createDeletion('delete:log_streams', text, () => tenant.client.logStreams.delete(id))];
}

/** A provider "custom" is an Action's; without our Action it would be nobody's, unless it was somebody's before. */
function planProvider(tenant: Tenant, provider: PhoneProvider | undefined, isOthers: boolean): ScopedStep[] {
  if (provider?.name !== 'custom' || isOthers) return [];
  const text =
    'delete the phone provider: no text message and no call leaves the tenant until it has another';
  const { providers } = tenant.client.branding.phone;
  return [createDeletion('delete:phone_providers', text, () => providers.delete(provider.id ?? ''))];
}

async function planFlow(tenant: Tenant, own: readonly { id?: string | undefined }[]): Promise<ScopedStep[]> {
  const isOwn = (id: string | undefined) => own.some((action) => action.id === id);
  const { phone } = tenant.client.guardian.factors;
  const bindings = await listBindings(tenant);
  const others = bindings.filter(({ action }) => !isOwn(action?.id));
  const steps: ScopedStep[] = [];
  if (others.length === 0 && (await readDeliveryProvider(tenant)) === HOOK)
    steps.push(
      createStep(
        'update:guardian_factors',
        'let Auth0 deliver the messages of MFA again (delivery provider "Auth0"), which is for tests alone',
        () => phone.setProvider({ provider: 'auth0' }),
      ),
    );
  if (others.length < bindings.length)
    steps.push(
      createStep('update:actions', 'take the Action out of the flow send-phone-message', async () => {
        const kept = (await listBindings(tenant)).filter(({ action }) => !isOwn(action?.id)).map(toRef);
        await tenant.client.actions.triggers.bindings.updateMany('send-phone-message', { bindings: kept });
      }),
    );
  return steps;
}

const createDeletion = (scope: string, text: string, ask: () => PromiseLike<unknown>): ScopedStep => ({
  scope,
  text,
  apply: () => explainDeletion(scope, ask),
});
