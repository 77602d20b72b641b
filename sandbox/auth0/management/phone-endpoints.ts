import type { Answer, Call } from '../../route';
import type { ManagementAccount } from './account';
import * as bodies from './bodies';
import { GONE, type Endpoint } from './endpoint';
import { createAuth0Error } from './error';
import type { ProviderBody } from './phone-settings';

/** The phone provider, and who delivers the messages of MFA on older tenants. */
export function createPhoneEndpoints(account: ManagementAccount): Endpoint[] {
  const { phone } = account;
  const path = '/branding/phone/providers';
  const factor = '/guardian/factors/phone';
  const about = (handle: (body: ProviderBody) => Answer) => (call: Call, body: unknown) =>
    phone.provider?.id === call.params['id'] ? handle(body as ProviderBody) : GONE;
  return [
    { method: 'GET', path, scope: 'read:phone_providers', handle: () => phone.listProviders() },
    {
      method: 'POST',
      path,
      scope: 'create:phone_providers',
      body: bodies.newProvider,
      handle: (_, body) => phone.createProvider(body as ProviderBody),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      scope: 'update:phone_providers',
      body: bodies.changedProvider,
      handle: about((body) =>
        phone.provider === undefined ? GONE : phone.updateProvider(phone.provider, body),
      ),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      scope: 'delete:phone_providers',
      handle: about(() => phone.deleteProvider()),
    },
    {
      method: 'GET',
      path: `${factor}/selected-provider`,
      scope: 'read:guardian_factors',
      handle: () => ({ status: 200, body: { provider: phone.selectedProvider } }),
    },
    {
      method: 'PUT',
      path: `${factor}/selected-provider`,
      scope: 'update:guardian_factors',
      body: bodies.selectedProvider,
      handle: (_, body) => {
        // Not open to a tenant with the Unified Phone Experience; with which error is INFERRED.
        if (account.isUnified) return createAuth0Error(403, 'This is a legacy endpoint.', 'not_available');
        phone.selectedProvider = (body as { provider: string }).provider;
        return { status: 200, body };
      },
    },
    {
      method: 'GET',
      path: `${factor}/message-types`,
      scope: 'read:guardian_factors',
      handle: () => ({ status: 200, body: { message_types: phone.messageTypes } }),
    },
    {
      method: 'PUT',
      path: `${factor}/message-types`,
      scope: 'update:guardian_factors',
      body: bodies.messageTypes,
      handle: (_, body) => {
        phone.messageTypes = (body as { message_types: string[] }).message_types;
        return { status: 200, body };
      },
    },
  ];
}
