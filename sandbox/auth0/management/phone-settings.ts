import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../clock';
import type { Answer } from '../../route';
import { showBound, type Action, type Actions } from './actions';
import { customConfiguration, twilioConfiguration } from './bodies';
import { createAuth0Error, createValidationError } from './error';
import { findMismatch } from './mismatch';

export interface ProviderBody {
  name?: string;
  disabled?: boolean;
  configuration?: Record<string, unknown>;
  credentials?: { auth_token?: string };
}

export interface Provider extends ProviderBody {
  id: string;
  created_at: string;
  updated_at: string;
}

interface Binding {
  id: string;
  action: Action;
  displayName: string;
}

interface BindingBody {
  ref: { type?: string; value?: string };
  display_name?: string;
}

/** Who sends a tenant's phone messages: the phone provider, and what older tenants have. */
export class PhoneSettings {
  readonly #actions: Actions;
  readonly #clock: Clock;
  provider: Provider | undefined;
  selectedProvider = 'auth0';
  messageTypes: string[] = [];
  /** Of send-phone-message, in the order in which they run. */
  bindings: Binding[] = [];

  constructor(actions: Actions, clock: Clock) {
    this.#actions = actions;
    this.#clock = clock;
  }

  /** One provider for each tenant: https://registry.terraform.io/providers/auth0/auth0/latest/docs/resources/phone_provider */
  createProvider(body: ProviderBody): Answer {
    if (this.provider !== undefined) return createAuth0Error(409, 'The tenant has a phone provider.');
    const now = this.#now();
    const bytes = randomBytes(16).toString('base64url').replace(/[-_]/g, '0');
    const provider = { id: `pro_${bytes}`, disabled: false, ...body, created_at: now, updated_at: now };
    return this.#findProblem(provider) ?? this.#keep(provider, 201);
  }

  updateProvider(provider: Provider, body: ProviderBody): Answer {
    const changed = { ...provider, ...body, updated_at: this.#now() };
    return this.#findProblem(changed) ?? this.#keep(changed, 200);
  }

  listProviders(): Answer {
    return { status: 200, body: { providers: this.provider === undefined ? [] : [show(this.provider)] } };
  }

  deleteProvider(): Answer {
    this.provider = undefined;
    return { status: 204 };
  }

  showBindings(): unknown[] {
    return this.bindings.map(({ id, action, displayName }) => ({
      id,
      trigger_id: 'send-phone-message',
      action: showBound(action),
      display_name: displayName,
    }));
  }

  /** What is not named is unbound. An Action that is bound again keeps its binding's id. */
  bind(bodies: readonly BindingBody[]): Answer {
    const bound: Binding[] = [];
    for (const { ref, display_name: displayName } of bodies) {
      const old = this.bindings.find(({ id, action }) => this.#isMeant(ref, action, id));
      const action = this.#actions.all.find((one) => this.#isMeant(ref, one, old?.id));
      if (action === undefined) return createAuth0Error(404, 'There is no such action.');
      if (action.trigger.id !== 'send-phone-message' || action.version === undefined)
        return createAuth0Error(400, 'The action is not deployed for this trigger.', 'action_not_deployed');
      bound.push({ id: old?.id ?? randomUUID(), action, displayName: displayName ?? action.name });
    }
    this.bindings = bound;
    return { status: 200, body: { bindings: this.showBindings() } };
  }

  #isMeant({ type, value }: BindingBody['ref'], action: Action, binding: string | undefined): boolean {
    const names: Record<string, string | undefined> = {
      action_id: action.id,
      action_name: action.name,
      binding_id: binding,
    };
    return value !== undefined && names[type ?? ''] === value;
  }

  #findProblem({ name, configuration, credentials }: ProviderBody): Answer | undefined {
    const isCustom = name === 'custom';
    const schema = isCustom ? customConfiguration : twilioConfiguration;
    const mismatch = findMismatch(configuration, schema, 'configuration');
    if (mismatch !== undefined) return createValidationError(mismatch);
    if (!isCustom && credentials?.auth_token === undefined)
      return createValidationError('Missing required property: auth_token');
    const isDeployed = this.#actions.all.some(
      ({ trigger, version }) => trigger.id === 'custom-phone-provider' && version !== undefined,
    );
    // The code is the documents', its status INFERRED:
    // https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider
    return isCustom && !isDeployed
      ? createAuth0Error(400, 'No deployed action.', 'custom_email_provider_deployed_action_not_found')
      : undefined;
  }

  #keep(provider: Provider, status: number): Answer {
    this.provider = provider;
    return { status, body: show(provider) };
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

/** The credentials are never shown. */
function show({ id, name, disabled, configuration, created_at, updated_at }: Provider) {
  return { id, tenant: 'sandbox', name, channel: 'phone', disabled, configuration, created_at, updated_at };
}
