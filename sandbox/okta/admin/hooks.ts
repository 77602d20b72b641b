import type { Clock } from '../../clock';
import type { Answer } from '../../route';
import type { Schema } from '../../schema';
import { createStatusError, createValidationError } from '../error';
import { createId } from '../org';
import { findCause } from './cause';

interface Channel {
  type: string;
  version: string;
  config: {
    uri: string;
    method?: string;
    headers?: { key: string; value: string }[];
    authScheme: { type: string; key: string; value: string };
  };
}

/** The body of a request, once it is as its schema says. */
export interface HookBody {
  name: string;
  type?: string;
  version?: string;
  description?: string | null;
  events?: { type: string; items: string[]; filter?: unknown };
  channel: Channel;
}

export interface StoredHook extends HookBody {
  id: string;
  status: 'ACTIVE' | 'INACTIVE';
  isVerified: boolean;
  created: string;
  lastUpdated: string;
}

/** What tells the inline hooks from the event hooks. */
export interface HookRules {
  /** In errors: `inlineHook`. */
  title: string;
  idPrefix: string;
  created: Schema;
  replaced: Schema;
  /** Why a hook cannot be there, or be active, beside the others. */
  findConflict(hook: HookBody, others: readonly StoredHook[]): string | undefined;
}

/** The hooks of one kind, each active from its creation on. */
export class Hooks {
  readonly rules: HookRules;
  readonly #clock: Clock;
  #hooks: StoredHook[] = [];

  constructor(rules: HookRules, clock: Clock) {
    this.rules = rules;
    this.#clock = clock;
  }

  all(): readonly StoredHook[] {
    return this.#hooks;
  }

  find(id: string): StoredHook | undefined {
    return this.#hooks.find((hook) => hook.id === id);
  }

  create(body: unknown): StoredHook | Answer {
    const { title, idPrefix, created } = this.rules;
    const cause = findCause(body, created);
    if (cause !== undefined) return createValidationError(title, cause);
    const given = pick(body as HookBody);
    const conflict = this.#findNameConflict(given) ?? this.rules.findConflict(given, this.#hooks);
    if (conflict !== undefined) return createValidationError(title, conflict);
    const now = this.#now();
    const hook: StoredHook = {
      ...given,
      id: createId(idPrefix),
      status: 'ACTIVE',
      isVerified: false,
      created: now,
      lastUpdated: now,
    };
    this.#hooks.push(hook);
    return hook;
  }

  /** Nothing of the old properties stays. What is not one of the body's, does: the status, and the type. */
  replace(hook: StoredHook, body: unknown): StoredHook | Answer {
    const cause = findCause(body, this.rules.replaced);
    if (cause !== undefined) return createValidationError(this.rules.title, cause);
    const given = pick(body as HookBody);
    const conflict = this.#findNameConflict(given, hook);
    if (conflict !== undefined) return createValidationError(this.rules.title, conflict);
    // "Updating the channel property requires you to verify the hook again."
    const isSame = JSON.stringify(given.channel) === JSON.stringify(hook.channel);
    const replaced: StoredHook = {
      ...given,
      ...(hook.type !== undefined && { type: hook.type }),
      id: hook.id,
      status: hook.status,
      isVerified: hook.isVerified && isSame,
      created: hook.created,
      lastUpdated: this.#now(),
    };
    this.#hooks = this.#hooks.map((one) => (one === hook ? replaced : one));
    return replaced;
  }

  setStatus(hook: StoredHook, status: StoredHook['status']): StoredHook | Answer {
    const others = this.#hooks.filter((one) => one !== hook);
    const conflict = status === 'ACTIVE' ? this.rules.findConflict(hook, others) : undefined;
    if (conflict !== undefined) return createValidationError(this.rules.title, conflict);
    [hook.status, hook.lastUpdated] = [status, this.#now()];
    return hook;
  }

  setVerified(hook: StoredHook): StoredHook {
    [hook.isVerified, hook.lastUpdated] = [true, this.#now()];
    return hook;
  }

  /** Only inactive ones can be deleted. INFERRED: the status, of which the reference names 403, 404 and 429. */
  remove(hook: StoredHook): Answer {
    if (hook.status === 'ACTIVE') return createStatusError(403);
    this.#hooks = this.#hooks.filter((one) => one !== hook);
    return { status: 204 };
  }

  /** INFERRED: Okta's guide asks for a unique name, and does not say what becomes of another one. */
  #findNameConflict({ name }: HookBody, hook?: StoredHook): string | undefined {
    return this.#hooks.some((one) => one !== hook && one.name === name)
      ? 'name: An object with this field already exists in the current organization'
      : undefined;
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

function pick({ name, type, version, description, events, channel }: HookBody): HookBody {
  return {
    name,
    ...(type !== undefined && { type }),
    ...(version !== undefined && { version }),
    ...(description !== undefined && { description }),
    ...(events !== undefined && { events }),
    channel,
  };
}
