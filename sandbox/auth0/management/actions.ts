import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock';
import type { Answer } from '../../route';
import { createAuth0Error } from './error';

interface Secret {
  name: string;
  value: string;
  updated_at: string;
}

interface Contents {
  code: string;
  dependencies: unknown[];
  runtime: string;
  secrets: Secret[];
}

interface Version extends Contents {
  id: string;
  number: number;
  deployed: boolean;
}

export interface Action extends Contents {
  id: string;
  name: string;
  trigger: { id: string; version?: string };
  status: 'pending' | 'building' | 'built' | 'failed';
  /** What runs. */
  version?: Version;
  /** What runs in a moment. */
  next?: Version | undefined;
  isChanged: boolean;
  createdAt: string;
}

export interface ActionBody extends Partial<Omit<Contents, 'secrets'>> {
  name?: string;
  supported_triggers?: { id: string; version?: string }[];
  secrets?: { name: string; value?: string }[];
}

/**
 * A tenant's Actions, in the shapes of the answers in the recordings TestAccAction and TestAccActionDeleteWithUnbind of
 * https://github.com/auth0/terraform-provider-auth0. Auth0 takes time to build and to deploy; here each look takes it one
 * step further, so that nobody waits.
 */
export class Actions {
  readonly all: Action[] = [];
  readonly #clock: Clock;
  /** Whether the next builds fail. */
  failsToBuild = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  create(body: ActionBody): Answer {
    const [trigger = { id: '' }] = body.supported_triggers ?? [];
    const { name = '' } = body;
    if (trigger.id === 'custom-phone-provider' && this.all.some((one) => one.trigger.id === trigger.id))
      return createAuth0Error(
        403,
        'Only one action is allowed for this trigger.',
        'actions_cardinality_custom_phone_provider_not_allowed',
      );
    // INFERRED: no page says that a name is taken once.
    if (this.all.some((one) => one.name === name))
      return createAuth0Error(409, 'An action with this name exists.', 'action_conflict');
    const empty = { code: '', dependencies: [], runtime: 'node22', secrets: [] };
    const action: Action = { ...empty, id: randomUUID(), name, trigger, ...this.#asNew() };
    this.#change(action, body);
    this.all.push(action);
    return { status: 201, body: show(action) };
  }

  update(action: Action, body: ActionBody): Answer {
    this.#change(action, body);
    return { status: 200, body: show(action) };
  }

  /** What was deployed is deployed from now on, and the build goes on. */
  read(action: Action): Answer {
    if (action.next !== undefined) action.version = { ...action.next, deployed: true };
    action.next = undefined;
    if (action.status === 'building') action.status = this.failsToBuild ? 'failed' : 'built';
    if (action.status === 'pending') action.status = 'building';
    return { status: 200, body: show(action) };
  }

  deploy(action: Action): Answer {
    // INFERRED: that it is refused is known (Terraform's provider waits for it), with which error is not.
    if (action.status !== 'built')
      return createAuth0Error(400, 'The draft is not built.', 'draft_action_version_unbuilt');
    const { code, dependencies, runtime, secrets } = action;
    const number = (action.version?.number ?? 0) + 1;
    action.next = { id: randomUUID(), number, deployed: false, code, dependencies, runtime, secrets };
    action.isChanged = false;
    return { status: 200, body: { ...showVersion(action.next), action: showHead(action) } };
  }

  delete(action: Action, isBound: boolean): Answer {
    // https://auth0.com/docs/api/management/v2/actions/delete-action; the error is INFERRED.
    if (isBound) return createAuth0Error(409, 'The action is bound to a trigger.', 'action_bound');
    this.all.splice(this.all.indexOf(action), 1);
    return { status: 204 };
  }

  /** What is left out stays; a secret without a value keeps it; one that is not named goes. */
  #change(action: Action, { name, code, dependencies, runtime, secrets }: ActionBody): void {
    const before = action.secrets;
    Object.assign(action, {
      ...(name !== undefined && { name }),
      ...(code !== undefined && { code }),
      ...(dependencies !== undefined && { dependencies }),
      ...(runtime !== undefined && { runtime }),
      ...(secrets !== undefined && {
        secrets: secrets.map((one) => {
          const value = one.value ?? before.find((old) => old.name === one.name)?.value ?? '';
          return { name: one.name, value, updated_at: this.#now() };
        }),
      }),
      status: 'pending',
      isChanged: true,
    });
  }

  #asNew() {
    return { status: 'pending', isChanged: true, createdAt: this.#now() } as const;
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

/** A secret's value is never shown. */
const showContents = ({ code, dependencies, runtime, secrets }: Contents) => ({
  code,
  dependencies,
  runtime,
  secrets: secrets.map(({ name, updated_at }) => ({ name, updated_at })),
});

const showVersion = ({ id, number, deployed, ...contents }: Version) => ({
  ...showContents(contents),
  id,
  number,
  deployed,
  status: 'built',
});

const showHead = ({ id, name, trigger, createdAt, isChanged, next }: Action) => ({
  id,
  name,
  supported_triggers: [trigger],
  created_at: createdAt,
  updated_at: createdAt,
  all_changes_deployed: !isChanged && next === undefined,
});

export const show = (action: Action) => ({
  ...showHead(action),
  ...showContents(action),
  status: action.status,
  ...(action.version !== undefined && { deployed_version: showVersion(action.version) }),
});

/** As a binding shows it: without its draft. */
export const showBound = (action: Action) => ({
  ...showHead(action),
  ...(action.version !== undefined && { deployed_version: showVersion(action.version) }),
});
