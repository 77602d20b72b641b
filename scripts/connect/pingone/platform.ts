import type { Api } from '../api';
import { isRecord } from '../../../src/core/record';
import { asList, asObject, asText } from '../json';
import { createOddAnswer, explainRefusal } from './refusal';
import { without, WRITTEN_BY_PINGONE, type Resource } from './resource';

/** The names of the lists in PingOne's answers, and how many an environment takes. */
export const KINDS = {
  /** https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html */
  sender: { path: 'notificationsSettings/phoneDeliverySettings', key: 'phoneDeliverySettings', most: 10 },
  /** https://developer.pingidentity.com/pingone-api/platform/subscriptions-webhooks.html */
  webhook: { path: 'subscriptions', key: 'subscriptions', most: 50 },
  /** https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-policies.html */
  policy: { path: 'notificationsPolicies', key: 'notificationsPolicies', most: Infinity },
} as const;

export type Kind = keyof typeof KINDS;

/** A page that links to itself must not be read for ever. */
const MAX_PAGES = 100;

/** The Platform API, in one environment. Each call may throw Failure. */
export class Platform {
  readonly #api: Api;
  readonly #environmentId: string;
  readonly #base: string;

  constructor(api: Api, environmentId: string) {
    this.#api = api;
    this.#environmentId = environmentId;
    this.#base = `/v1/environments/${environmentId}`;
  }

  readEnvironment(): Promise<Record<string, unknown>> {
    return this.#request('GET', this.#base);
  }

  async list(kind: Kind): Promise<Resource[]> {
    const { path, key } = KINDS[kind];
    const found: Resource[] = [];
    let next = `${this.#base}/${path}`;
    for (let page = 0; next !== '' && page < MAX_PAGES; page += 1) {
      const answer = await this.#request('GET', next);
      found.push(...readPage(answer, key));
      next = toPath(asText(asObject(asObject(answer['_links'])['next'])['href']));
    }
    return found;
  }

  /** @returns the id */
  async create(kind: Kind, body: Record<string, unknown>): Promise<string> {
    const made = await this.#request('POST', `${this.#base}/${KINDS[kind].path}`, body);
    const id = asText(made['id']);
    if (id === '') throw createOddAnswer();
    return id;
  }

  async update(kind: Kind, id: string, body: Record<string, unknown>): Promise<void> {
    await this.#request('PUT', this.#pathOf(kind, id), body);
  }

  async remove(kind: Kind, id: string): Promise<void> {
    await this.#request('DELETE', this.#pathOf(kind, id));
  }

  /** Those of the environment: https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-settings.html */
  readSettings(): Promise<Record<string, unknown>> {
    return this.#request('GET', `${this.#base}/notificationsSettings`);
  }

  /**
   * Changes the chain of senders and nothing else. A PUT resets what it leaves out, so all goes back that was there.
   * @param change from the ids that are in it at this moment to those that shall be
   */
  async changeChain(change: (ids: string[]) => string[]): Promise<void> {
    const settings = await this.readSettings();
    const body = {
      ...without(settings, [...WRITTEN_BY_PINGONE, 'id']),
      smsProvidersFallbackChain: change(listChain(settings)),
    };
    await this.#request('PUT', `${this.#base}/notificationsSettings`, body);
  }

  #pathOf(kind: Kind, id: string): string {
    return `${this.#base}/${KINDS[kind].path}/${encodeURIComponent(id)}`;
  }

  async #request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    try {
      return asObject(await this.#api.request(method, path, body));
    } catch (error) {
      throw explainRefusal(error, this.#environmentId);
    }
  }
}

/**
 * The resources of one page. That an empty list may have no `_embedded`, but says its size, is INFERRED.
 * https://developer.pingidentity.com/pingone-api/platform/reference.html
 * @throws Failure for what is no page
 */
function readPage(answer: Record<string, unknown>, key: string): Resource[] {
  const page = asObject(answer['_embedded'])[key];
  if (Array.isArray(page) && page.every(isRecord)) return page as Resource[];
  if (page === undefined && (answer['size'] === 0 || answer['count'] === 0)) return [];
  throw createOddAnswer();
}

/** The ids of senders, in the order in which PingOne tries them; `PINGONE_TWILIO` is Ping's own account. */
export const listChain = (settings: Record<string, unknown>): string[] =>
  asList(settings['smsProvidersFallbackChain']).map(asText);

/** A link's path and query: the token goes to no other host, whatever an answer links to. */
function toPath(href: string): string {
  if (!URL.canParse(href)) return '';
  const { pathname, search } = new URL(href);
  return pathname + search;
}
