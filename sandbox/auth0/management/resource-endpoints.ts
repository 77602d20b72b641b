import type { Answer, Call } from '../../route';
import type { Schema } from '../../schema';
import { GONE, type Endpoint } from './endpoint';

/** Resources that can be listed, created, changed and deleted. */
export interface Resource<T extends { id: string }, Body> {
  path: string;
  /** `actions`, for `read:actions` and the other three. */
  scope: string;
  created: Schema;
  changed: Schema;
  /** What there is. */
  all: () => readonly T[];
  list: (call: Call) => Answer;
  create: (body: Body) => Answer;
  update: (found: T, body: Body) => Answer;
  delete: (found: T) => Answer;
}

/** The four requests; `Body` is what a body is once its schema has taken it. */
export function createResourceEndpoints<T extends { id: string }, Body>(
  resource: Resource<T, Body>,
): Endpoint[] {
  const { path, scope, created, changed, all } = resource;
  return [
    { method: 'GET', path, scope: `read:${scope}`, handle: resource.list },
    {
      method: 'POST',
      path,
      scope: `create:${scope}`,
      body: created,
      handle: (_, body) => resource.create(body as Body),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      scope: `update:${scope}`,
      body: changed,
      handle: withFound(all, (found, body) => resource.update(found, body as Body)),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      scope: `delete:${scope}`,
      handle: withFound(all, resource.delete),
    },
  ];
}

/** Handles a call about the resource whose id is in its path; 404 if there is none. */
export const withFound =
  <T extends { id: string }>(
    all: () => readonly T[],
    handle: (found: T, body: unknown) => Answer,
  ): Endpoint['handle'] =>
  (call, body) => {
    const found = all().find(({ id }) => id === call.params['id']);
    return found === undefined ? GONE : handle(found, body);
  };
