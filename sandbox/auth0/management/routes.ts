import type { Route } from '../../route';
import type { ManagementAccount } from './account';
import { createActionEndpoints } from './action-endpoints';
import { toRoute, type Endpoint } from './endpoint';
import { createLogStreamEndpoints } from './log-stream-endpoints';
import { createPhoneEndpoints } from './phone-endpoints';
import { issueToken } from './token';

/**
 * The token endpoint, and what of the Management API sends phone messages and streams logs. Each endpoint's scope is the one
 * that its page names: https://auth0.com/docs/api/management/v2
 */
export const createManagementRoutes = (account: ManagementAccount): Route[] => [
  { method: 'POST', path: '/oauth/token', handle: (call) => issueToken(account, call) },
  ...[
    ...createActionEndpoints(account),
    ...createPhoneEndpoints(account),
    ...createLogStreamEndpoints(account),
    {
      method: 'GET' as const,
      path: '/tenants/settings',
      scope: 'read:tenant_settings',
      handle: () => ({ status: 200, body: { phone_consolidated_experience: account.isUnified } }),
    },
  ].map((endpoint: Endpoint) => toRoute(account, endpoint)),
];
