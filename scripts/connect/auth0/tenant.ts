import type { ManagementClient } from 'auth0';
import type { Clock } from '../../../src/core/deadline';
import type { Part } from '../connector';
import { chooseName } from '../free-name';
import type { Step } from '../../setup/plan';
import { createOddAnswer, explain } from './client';

export type Trigger = 'custom-phone-provider' | 'send-phone-message';

/** A tenant, and the deployment that it is to call. */
export interface Tenant {
  client: ManagementClient;
  clock: Clock;
  domain: string;
  /** `custom-phone-provider` where the tenant has the Unified Phone Experience. */
  trigger: Trigger;
  bridge: URL;
  actionToken: string;
  logStreamToken: string;
}

/** A step, and the scope of the Management API without which it is refused. */
export interface ScopedStep extends Step {
  scope: string;
}

export interface ScopedPart extends Part {
  steps: ScopedStep[];
}

export const createStep = (scope: string, text: string, ask: () => PromiseLike<unknown>): ScopedStep => ({
  scope,
  text,
  apply: () => explain(scope, ask),
});

/** What our things are called in the tenant. */
const NAME = 'verify-bridge';

export const nameForBridge = (bridge: URL, others: readonly { name?: string | undefined }[]): string =>
  chooseName(
    NAME,
    `${NAME} ${bridge.hostname}`,
    others.map(({ name }) => name),
  );

/** `the token, the filters and the status` */
export function joinWords(words: readonly string[]): string {
  const [last = ''] = words.slice(-1);
  const others = words.slice(0, -1);
  return others.length === 0 ? last : `${others.join(', ')} and ${last}`;
}

/**
 * A list in an answer, of objects.
 * @throws Failure if it is something else: what comes from a proxy, or is cut off, is no tenant in which there is nothing
 */
export function checkList<T>(list: T[]): T[] {
  const isList = Array.isArray(list) && list.every((one) => typeof one === 'object' && one !== null);
  if (!isList) throw createOddAnswer();
  return list;
}

/** A list of Auth0 comes in pages. Of Actions only few fit into an answer: each has its code twice, of up to 100 kB. */
export const PAGE = { per_page: 4 };
