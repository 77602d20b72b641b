import type { IncomingHttpHeaders } from 'node:http';
import { ControlError, wrong } from './control';
import { findRoute, type Answer, type Call, type Route } from './route';
import { createNotFound, createRefusal } from './twilio/error';
import { magicNumbers } from './twilio/numbers';

/** The pages, too: what they are asked is no call to an API, and no fault befalls it. */
export function isOwn(path: string): boolean {
  return path === '/' || path === '/sandbox' || /^\/(sandbox|auth0)\//.test(path);
}

const LOOPBACK = /^(https?:\/\/)?(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Whether another site's page controls the sandbox: by a form or a fetch (Origin), or by a name of its own for this
 * machine (Host). https://en.wikipedia.org/wiki/DNS_rebinding
 */
export function isForeign(path: string, { host, origin }: IncomingHttpHeaders): boolean {
  return /^\/sandbox\b/.test(path) && [host, origin].some((one) => one !== undefined && !LOOPBACK.test(one));
}

export async function answerOwn(routes: readonly Route[], call: Call): Promise<Answer> {
  const found = findRoute(routes, call.method, call.path);
  if (found === undefined) return wrong('There is no such path. GET / lists them.', 404);
  if (found === 'elsewhere') return wrong('This path does not take this method. GET / lists them.', 405);
  try {
    return await found.route.handle({ ...call, params: found.params });
  } catch (error) {
    if (error instanceof ControlError) return wrong(error.message);
    throw error;
  }
}

export function answerApi(routes: readonly Route[], call: Call): Answer | Promise<Answer> {
  const found = findRoute(routes, call.method, call.path);
  if (found === undefined) return createNotFound(call.path);
  if (found === 'elsewhere') return createRefusal(20004);
  return found.route.handle({ ...call, params: found.params });
}

/** GET /, for whoever wonders what this is. */
export function description(routes: readonly Route[], issuer: string | undefined): Answer {
  const body = {
    name: 'verify-bridge sandbox',
    description:
      'A local stand-in of Twilio, PingOne, Auth0 and Okta, for trying and testing. It is none of them, and sends nothing to anybody.',
    endpoints: routes.map(({ method, path }) => `${method} ${path}`),
    ...(issuer !== undefined && { pingone_issuer: issuer }),
    numbers: magicNumbers.map(({ number, outcome }) => ({ number, outcome })),
  };
  return { status: 200, body };
}
