import { sendLogs } from './auth0/log-stream';
import type { Functions } from './delivery';
import { sendActivities } from './pingone/webhook';
import type { Route } from './route';

/** What the providers would tell the functions, on demand: each with the habits of its sender. */
export function createSenderRoutes(functions: Functions): Route[] {
  return [
    { method: 'POST', path: '/sandbox/auth0/log-stream', handle: (call) => sendLogs(functions, call) },
    { method: 'POST', path: '/sandbox/pingone/events', handle: (call) => sendActivities(functions, call) },
  ];
}
