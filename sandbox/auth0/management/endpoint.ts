import type { Answer, Call, Route } from '../../route';
import type { Schema } from '../../schema';
import type { ManagementAccount } from './account';
import { createAuth0Error, createValidationError } from './error';
import { findMismatch } from './mismatch';

/** An endpoint of the Management API: what it asks for, and what it does. */
export interface Endpoint {
  method: Route['method'];
  path: string;
  scope: string;
  body?: Schema;
  handle: (call: Call, body: unknown) => Answer;
}

export function toRoute(
  account: ManagementAccount,
  { method, path, scope, body: schema, handle }: Endpoint,
): Route {
  return {
    method,
    path: `/api/v2${path}`,
    handle: (call) => {
      const scopes = account.readScopes(call.authorization);
      if (scopes === undefined) return createAuth0Error(401, 'Invalid token');
      if (!scopes.includes(scope))
        return createAuth0Error(403, `Insufficient scope, expected any of: ${scope}`, 'insufficient_scope');
      const body = readBody(call.body);
      if (method !== 'GET') account.writes.push({ method, path: call.path, body });
      const mismatch = schema === undefined ? undefined : findMismatch(body, schema);
      return mismatch === undefined ? handle(call, body) : createValidationError(mismatch);
    },
  };
}

/** @returns undefined if it is not JSON, which no schema takes */
function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const GONE = createAuth0Error(404, 'The stand-in has none of this id.');

/** https://auth0.com/docs/api/management/v2/actions/get-actions: pages begin with 0. */
export function answerPage(name: string, items: unknown[], query: Record<string, string>): Answer {
  const perPage = Math.min(Number(query['per_page'] ?? 20), 100);
  const page = Number(query['page'] ?? 0);
  const shown = items.slice(page * perPage, (page + 1) * perPage);
  return { status: 200, body: { [name]: shown, total: items.length, page, per_page: perPage } };
}
