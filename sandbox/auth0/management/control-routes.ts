import { ControlError, parseJsonObject } from '../../control';
import type { Answer, Call, Route } from '../../route';
import { ALL_SCOPES, type ManagementAccount } from './account';

const PATH = '/sandbox/auth0/tenant';

/** The sandbox's own: what is in the tenant, its secrets with it, and what kind of tenant it is. */
export const createManagementControlRoutes = (account: ManagementAccount): Route[] => [
  { method: 'GET', path: PATH, handle: () => showTenant(account) },
  { method: 'POST', path: PATH, handle: (call) => changeTenant(account, call) },
];

function showTenant({ actions, phone, logStreams, writes, isUnified }: ManagementAccount): Answer {
  const bindings = phone.bindings.map(({ action }) => action.name);
  const { provider, selectedProvider, messageTypes } = phone;
  const body = {
    unified: isUnified,
    actions: actions.all,
    bindings,
    provider: provider ?? null,
    selected_provider: selectedProvider,
    message_types: messageTypes,
    log_streams: logStreams.all,
    writes,
  };
  return { status: 200, body };
}

/**
 * `{"unified": false, "scopes": ["read:actions"], "fails_to_build": true}`; what is left out stays. `"scopes": null` takes the
 * Management API from the application, `"all"` gives it every scope.
 */
function changeTenant(account: ManagementAccount, call: Call): Answer {
  const given = Object(parseJsonObject(call)) as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    if (name === 'unified' && typeof value === 'boolean') account.isUnified = value;
    else if (name === 'fails_to_build' && typeof value === 'boolean') account.actions.failsToBuild = value;
    else if (name === 'scopes' && (value === null || value === 'all' || Array.isArray(value)))
      account.scopes = value === null ? undefined : value === 'all' ? ALL_SCOPES : value.map(String);
    else throw new ControlError('"unified" and "fails_to_build" are true or false, "scopes" is a list.');
  }
  return showTenant(account);
}
