import type { Clock } from '../clock';
import type { Functions } from '../delivery';
import type { Route } from '../route';
import { createHookRoutes } from './admin/routes';
import { challengeHook, sendCode, verifyCode } from './deliveries';
import { listFactors } from './factors';
import type { Org } from './org';

/** What the stand-in has of Okta's API: the factors of a user, and the hooks. */
export function createOktaRoutes(org: Org, clock: Clock): Route[] {
  return [
    { method: 'GET', path: '/api/v1/users/:user/factors', handle: (call) => listFactors(org, call) },
    ...createHookRoutes(org, clock),
  ];
}

/** The sandbox's own: what a user does, and what Okta then does with its two hooks. */
export function createOktaControlRoutes(org: Org, clock: Clock, functions: Functions): Route[] {
  return [
    { method: 'POST', path: '/sandbox/okta/send', handle: (call) => sendCode(org, clock, functions, call) },
    {
      method: 'POST',
      path: '/sandbox/okta/verify',
      handle: (call) => verifyCode(org, clock, functions, call),
    },
    {
      method: 'POST',
      path: '/sandbox/okta/challenge',
      handle: (call) => challengeHook(org, functions, call),
    },
  ];
}
