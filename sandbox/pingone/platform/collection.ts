import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock';
import type { Answer, Call } from '../../route';
import { isObject } from '../../schema';
import { createPingoneError } from '../error';
import { createInvalidData } from './answers';
import type { Detail } from './details';

export type Resource = Record<string, unknown> & { id: string; createdAt: string; updatedAt: string };

/** One kind of resource of an environment. */
export interface Kind {
  /** The name of the list in `_embedded`. */
  key: string;
  /** `/v1/environments/…/subscriptions` */
  path: string;
  environmentId: string;
  most: number;
  /** The answer to one more than `most`. */
  refuseMore: () => Answer;
  findDetails: (body: Record<string, unknown>) => Detail[];
  hasUniqueNames: boolean;
  /** What a GET returns of what was stored. */
  show: (stored: Resource) => Record<string, unknown>;
  /** Why it cannot be deleted; undefined if it can. */
  findUse: (id: string) => string | undefined;
}

/** INFERRED: how many are on a page is not documented for these lists; a `next` link is, for all lists. */
const PAGE = 20;

/** Resources with PingOne's five requests: https://developer.pingidentity.com/pingone-api/platform/reference.html */
export class Collection {
  readonly kind: Kind;
  readonly #clock: Clock;
  #stored = new Map<string, Resource>();

  constructor(kind: Kind, clock: Clock) {
    this.kind = kind;
    this.#clock = clock;
  }

  all(): Resource[] {
    return [...this.#stored.values()];
  }

  clear(): void {
    this.#stored.clear();
  }

  list({ query }: Call): Answer {
    const start = Number(query['cursor'] ?? 0);
    const { key, path } = this.kind;
    const page = this.all().slice(start, start + PAGE);
    const href = `https://api.pingone.com${path}`;
    const next = start + PAGE < this.#stored.size ? { next: { href: `${href}?cursor=${start + PAGE}` } } : {};
    const body = {
      _links: { self: { href }, ...next },
      _embedded: { [key]: page.map((one) => this.#show(one)) },
      count: this.#stored.size,
      size: page.length,
    };
    return { status: 200, body };
  }

  read({ params }: Call): Answer {
    const stored = this.#stored.get(params['id'] ?? '');
    return stored === undefined ? createPingoneError(404) : { status: 200, body: this.#show(stored) };
  }

  create(body: Record<string, unknown>): Answer {
    const details = this.#findDetails(body, undefined);
    if (details.length > 0) return createInvalidData(details);
    if (this.#stored.size >= this.kind.most) return this.kind.refuseMore();
    const now = new Date(this.#clock.now()).toISOString();
    const stored: Resource = { ...body, id: randomUUID(), createdAt: now, updatedAt: now };
    this.#stored.set(stored.id, stored);
    return { status: 201, body: this.#show(stored) };
  }

  /** Replaces all of it. */
  update({ params }: Call, body: Record<string, unknown>): Answer {
    const before = this.#stored.get(params['id'] ?? '');
    if (before === undefined) return createPingoneError(404);
    const details = this.#findDetails(body, body['id']);
    if (details.length > 0) return createInvalidData(details);
    const { id, createdAt } = before;
    const updatedAt = new Date(this.#clock.now()).toISOString();
    this.#stored.set(id, { ...body, id, createdAt, updatedAt });
    return this.read({ params } as Call);
  }

  remove({ params }: Call): Answer {
    const id = params['id'] ?? '';
    if (!this.#stored.has(id)) return createPingoneError(404);
    const use = this.kind.findUse(id);
    if (use !== undefined) return createInvalidData([{ code: 'INVALID_VALUE', target: 'id', message: use }]);
    this.#stored.delete(id);
    return { status: 204 };
  }

  /**
   * @param id that of the body: without it PingOne takes an update for another resource with the same name
   * (https://github.com/pingidentity/terraform-provider-pingone/pull/1066)
   */
  #findDetails(body: Record<string, unknown>, id: unknown): Detail[] {
    const details = this.kind.findDetails(body);
    const isTaken =
      this.kind.hasUniqueNames && this.all().some((one) => one['name'] === body['name'] && one.id !== id);
    if (details.length > 0 || !isTaken) return details;
    const message = 'Another resource has this name.';
    return [{ code: 'UNIQUENESS_VIOLATION', target: 'name', message }];
  }

  #show(stored: Resource): Record<string, unknown> {
    const { path, environmentId, show } = this.kind;
    return {
      _links: { self: { href: `https://api.pingone.com${path}/${stored.id}` } },
      ...without(show(stored), '_links', 'environment'),
      environment: { id: environmentId },
    };
  }
}

/** A copy that lacks some of the members. */
export function without(value: unknown, ...names: string[]): Record<string, unknown> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
