import { parseJsonObject, wrong } from '../control';
import type { Route } from '../route';
import type { Activities } from './activities';
import { BODIES, type CustomProvider } from './custom-provider';
import { pairDevice, readDevice } from './devices';
import type { Environment } from './environment';
import type { SignIns } from './sign-ins';
import { createPlatformControlRoutes, createPlatformRoutes } from './platform/routes';
import type { Tenant } from './platform/tenant';
import { issueToken } from './token';

/** What the stand-in has of PingOne's two APIs: a worker's token, the device that an event names, and the settings. */
export function createPingoneRoutes(environment: Environment, tenant: Tenant): Route[] {
  const device = '/v1/environments/:environment/users/:user/devices/:device';
  return [
    { method: 'POST', path: '/:environment/as/token', handle: (call) => issueToken(environment, call) },
    { method: 'GET', path: device, handle: (call) => readDevice(environment, call) },
    ...createPlatformRoutes(environment, tenant),
  ];
}

/** The sandbox's own: new devices, and the end of all tokens before their time. */
export function createPingoneControlRoutes(environment: Environment, tenant: Tenant): Route[] {
  return [
    { method: 'POST', path: '/sandbox/pingone/devices', handle: (call) => pairDevice(environment, call) },
    {
      method: 'DELETE',
      path: '/sandbox/pingone/tokens',
      handle: () => {
        environment.revokeTokens();
        return { status: 204 };
      },
    },
    ...createPlatformControlRoutes(tenant),
  ];
}

/** Those of the sign-in: the audit log, the sender's settings, and the passcode that is made next. */
export function createSignInControlRoutes(
  provider: CustomProvider,
  activities: Activities,
  signIns: SignIns,
): Route[] {
  return [
    {
      method: 'GET',
      path: '/sandbox/pingone/activities',
      handle: () => ({ status: 200, body: { activities: activities.all() } }),
    },
    {
      method: 'GET',
      path: '/sandbox/pingone/provider',
      handle: () => ({ status: 200, body: provider.settings() }),
    },
    {
      method: 'POST',
      path: '/sandbox/pingone/provider',
      handle: (call) => {
        const { body } = (parseJsonObject(call) ?? {}) as { body?: unknown };
        if (body !== 'studio' && body !== 'recommended') {
          return wrong(`"body" must be one of ${Object.keys(BODIES).join(', ')}.`);
        }
        provider.body = body;
        return { status: 200, body: provider.settings() };
      },
    },
    {
      method: 'POST',
      path: '/sandbox/pingone/next-otp',
      handle: (call) => {
        const { otp } = (parseJsonObject(call) ?? {}) as { otp?: unknown };
        if (typeof otp !== 'string' || !/^\d{6}$/.test(otp)) return wrong('"otp" must be six digits.');
        signIns.nextCode = otp;
        return { status: 204 };
      },
    },
  ];
}
