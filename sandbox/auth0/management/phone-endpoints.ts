import type { Answer } from '../../route';
import type { Schema } from '../../schema';
import type { ManagementAccount } from './account';
import * as bodies from './bodies';
import type { Endpoint } from './endpoint';
import { createAuth0Error } from './error';
import type { Provider, ProviderBody } from './phone-settings';
import { createResourceEndpoints } from './resource-endpoints';

/** The phone provider, and who delivers the messages of MFA on older tenants. */
export function createPhoneEndpoints(account: ManagementAccount): Endpoint[] {
  const { phone } = account;
  return [
    ...createResourceEndpoints<Provider, ProviderBody>({
      path: '/branding/phone/providers',
      scope: 'phone_providers',
      created: bodies.newProvider,
      changed: bodies.changedProvider,
      all: () => (phone.provider === undefined ? [] : [phone.provider]),
      list: () => phone.listProviders(),
      create: (body) => phone.createProvider(body),
      update: (provider, body) => phone.updateProvider(provider, body),
      delete: () => phone.deleteProvider(),
    }),
    ...createFactorEndpoints<{ provider: string }>('selected-provider', bodies.selectedProvider, {
      read: () => ({ provider: phone.selectedProvider }),
      // Not open to a tenant with the Unified Phone Experience; with which error is INFERRED.
      findRefusal: () =>
        account.isUnified ? createAuth0Error(403, 'This is a legacy endpoint.', 'not_available') : undefined,
      write: ({ provider }) => void (phone.selectedProvider = provider),
    }),
    ...createFactorEndpoints<{ message_types: string[] }>('message-types', bodies.messageTypes, {
      read: () => ({ message_types: phone.messageTypes }),
      write: ({ message_types: types }) => void (phone.messageTypes = types),
    }),
  ];
}

interface Setting<Body> {
  read: () => Body;
  /** Why it cannot be changed on this tenant. */
  findRefusal?: () => Answer | undefined;
  write: (body: Body) => void;
}

/** One setting of the factor phone: read, and replaced. */
function createFactorEndpoints<Body>(name: string, schema: Schema, setting: Setting<Body>): Endpoint[] {
  const path = `/guardian/factors/phone/${name}`;
  return [
    {
      method: 'GET',
      path,
      scope: 'read:guardian_factors',
      handle: () => ({ status: 200, body: setting.read() }),
    },
    {
      method: 'PUT',
      path,
      scope: 'update:guardian_factors',
      body: schema,
      handle: (_, body) => {
        const refusal = setting.findRefusal?.();
        if (refusal !== undefined) return refusal;
        setting.write(body as Body);
        return { status: 200, body };
      },
    },
  ];
}
