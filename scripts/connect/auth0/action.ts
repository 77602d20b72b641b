import type { Management } from 'auth0';
import { quote } from '../quote';
import { identifyOwner, readMarker, type Owner } from './action-code';
import { deploy } from './action-deployment';
import { explain } from './client';
import type { PhoneProvider } from './phone-provider';
import {
  checkList,
  createStep,
  joinWords,
  nameForBridge,
  PAGE,
  type ScopedPart,
  type Tenant,
} from './tenant';
import {
  createWantedAction,
  hasDependencies,
  isRecent,
  listFaults,
  listDifferences,
  RUNTIME,
  SECRETS,
  describeLosses,
  type WantedAction,
} from './wanted-action';

/** The Action that sends, as later parts need it; its id is known once it is made. */
export interface Sender {
  id: string | undefined;
  name: string;
}

const BUILD = 'the build, which failed';
const VERSIONS = { 'custom-phone-provider': 'v1', 'send-phone-message': 'v2' } as const;

/** The Action with our code, its two secrets, and whether what is deployed is what is there. */
export async function inspectAction(
  tenant: Tenant,
  provider: PhoneProvider | undefined,
): Promise<{ part: ScopedPart; sender: Sender }> {
  const { trigger } = tenant;
  const actions = await listActions(tenant);
  const action = chooseAction(actions, tenant);
  const sender: Sender = { id: action?.id, name: action?.name ?? '' };
  const wanted = createWantedAction(tenant, action === undefined ? undefined : (action.code ?? ''), provider);
  if (action === undefined) {
    sender.name = nameForBridge(tenant.bridge, await listAll(tenant));
    const text = `create ${quote(sender.name)} for ${trigger}, with the secrets BRIDGE_URL and BRIDGE_TOKEN`;
    const create = createStep('create:actions', text, async () => {
      const { code, secrets } = wanted;
      const supported_triggers = [{ id: trigger, version: VERSIONS[trigger] }];
      const made = {
        name: sender.name,
        supported_triggers,
        code,
        runtime: RUNTIME,
        dependencies: [],
        secrets,
      };
      sender.id = (await tenant.client.actions.create(made)).id;
    });
    const found = `There is no Action of verify-bridge for ${trigger}.`;
    return { part: { name: 'action', found, steps: [create, createDeployment(tenant, sender)] }, sender };
  }
  return { part: comparePart(tenant, action, wanted, sender), sender };
}

function comparePart(
  tenant: Tenant,
  action: Management.Action,
  wanted: WantedAction,
  sender: Sender,
): ScopedPart {
  const name = quote(action.name);
  const isBroken = action.status === 'failed';
  // A draft whose build failed is built again when it is saved again.
  const draft = [...listDifferences(action, wanted), ...(isBroken ? [BUILD] : [])];
  if (draft.length === 0) {
    const live = action.deployed_version;
    const isLive =
      live?.deployed !== false && live !== undefined && listDifferences(live, wanted).length === 0;
    return isLive
      ? { name: 'action', found: `${name} is deployed, with the present code and secrets.`, steps: [] }
      : { name: 'action', found: `${name} is not deployed.`, steps: [createDeployment(tenant, sender)] };
  }
  const owner = identifyOwner(action.code ?? '', tenant.bridge.origin);
  const what = joinWords(draft);
  const update = createStep(
    'update:actions',
    `update ${name}: ${what}${describeLosses(action, wanted)}`,
    () =>
      tenant.client.actions.update(action.id ?? '', {
        code: wanted.code,
        ...(draft.includes(SECRETS) && { secrets: wanted.secrets }),
        ...(!isRecent(action.runtime) && { runtime: RUNTIME }),
        ...(hasDependencies(action) && { dependencies: [] }),
      }),
  );
  // Without our mark it is somebody's own, of which the values of the secrets cannot be seen.
  const faults = owner === 'pasted' ? [...listFaults(action, wanted), ...(isBroken ? [BUILD] : [])] : [];
  const works = owner === 'pasted' && faults.length === 0;
  const conflict = describeConflict(owner, action, tenant, faults);
  return {
    name: 'action',
    found: works
      ? `${name} is deployed, and was made by hand or with Terraform: the values of its secrets cannot be seen.`
      : (conflict ?? `${name} differs in ${what}.`),
    steps: [update, createDeployment(tenant, sender)],
    ...(works && { works }),
    ...(conflict !== undefined && { conflict }),
  };
}

function describeConflict(
  owner: Owner,
  { name, code }: Management.Action,
  tenant: Tenant,
  faults: readonly string[],
): string | undefined {
  if (owner === 'ours') return undefined;
  const whose = {
    pasted: 'was made by hand from the file of verify-bridge, or with Terraform',
    other: `is for ${readMarker(code ?? '')?.origin}`,
    foreign: 'is not of verify-bridge',
  }[owner];
  const only = tenant.trigger === 'custom-phone-provider' ? ' takes one Action alone, and' : ':';
  const rest = faults.length === 0 ? '' : ` It differs in ${joinWords(faults)}.`;
  return `${tenant.trigger}${only} the tenant has ${quote(name)}, which ${whose}.${rest}`;
}

const createDeployment = (tenant: Tenant, sender: Sender) =>
  createStep('create:actions', 'deploy it', () => deploy(tenant, sender.id ?? ''));

/** Those of the tenant's trigger. */
export const listActions = (tenant: Tenant): Promise<Management.Action[]> =>
  listAll(tenant, { triggerId: tenant.trigger });

/** An Action of another trigger, such as one from before the Unified Phone Experience, has a name, too. */
function listAll({ client }: Tenant, filter: Management.ListActionsRequestParameters = {}) {
  return explain('read:actions', async () => {
    const found: Management.Action[] = [];
    for await (const action of await client.actions.list({ ...filter, ...PAGE })) found.push(action);
    return checkList(found);
  });
}

/** send-phone-message takes several Actions, so what is not for this deployment is left alone there. */
function chooseAction(
  actions: Management.Action[],
  { bridge, trigger }: Tenant,
): Management.Action | undefined {
  const order: Owner[] =
    trigger === 'custom-phone-provider' ? ['ours', 'pasted', 'other', 'foreign'] : ['ours', 'pasted'];
  const find = (owner: Owner) =>
    actions.find(({ code = '' }) => identifyOwner(code, bridge.origin) === owner);
  return order.map(find).find((action) => action !== undefined);
}
