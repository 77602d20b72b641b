import type { Management } from 'auth0';
import { Failure } from '../../setup/failure';
import type { Tenant } from './tenant';

const PAUSE_MS = 250;
const MAX_PAUSE_MS = 4_000;
/** Auth0 builds an Action without dependencies in seconds. */
const PATIENCE_MS = 90_000;

/**
 * Auth0 builds a draft in the background, and refuses to deploy it before; the deployment takes a moment, too. So does
 * Auth0's own Terraform provider wait: https://github.com/auth0/terraform-provider-auth0
 * @throws Failure if it fails or takes too long
 */
export async function deploy(tenant: Tenant, id: string): Promise<void> {
  const { status } = await waitFor(tenant, id, ({ status }) => status === 'built' || status === 'failed');
  if (status === 'failed')
    throw new Failure(
      'Auth0 could not build the Action. Open it at https://manage.auth0.com: the editor says why. Then run the command again.',
    );
  await tenant.client.actions.deploy(id);
  await waitFor(tenant, id, ({ deployed_version: version, all_changes_deployed: isAll }) =>
    Boolean(version?.deployed && isAll !== false),
  );
}

async function waitFor(
  { client, clock }: Tenant,
  id: string,
  isReady: (action: Management.Action) => boolean,
): Promise<Management.Action> {
  const end = clock.now() + PATIENCE_MS;
  for (let pause = PAUSE_MS; ; pause = Math.min(pause * 2, MAX_PAUSE_MS)) {
    const action = await client.actions.get(id);
    if (isReady(action)) return action;
    if (clock.now() + pause > end)
      throw new Failure('Auth0 takes long to build the Action. Run the command again in a minute.');
    await clock.wait(pause);
  }
}
