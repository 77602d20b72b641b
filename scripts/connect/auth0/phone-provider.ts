import type { Management } from 'auth0';
import { explain } from './client';
import { quoteOther } from '../quote';
import { checkList, createStep, joinWords, type ScopedPart, type Tenant } from './tenant';

export type PhoneProvider = Management.PhoneProviderSchemaMasked;
type Method = Management.PhoneProviderDeliveryMethodEnum;

const METHODS: readonly Method[] = ['text', 'voice'];

/** What the phone provider of a tenant has to be for its Action to run: the tenant's only one. */
const createWantedProvider = (methods: readonly Method[]) =>
  ({
    name: 'custom',
    disabled: false,
    configuration: { delivery_methods: [...methods] },
    credentials: {},
  }) satisfies Management.CreateBrandingPhoneProviderRequestContent;

/**
 * The tenant's phone provider, where it has the Unified Phone Experience. Which messages a tenant offers is its owner's
 * choice, and one who has switched the provider off may have done so in an attack.
 */
export function inspectPhoneProvider(tenant: Tenant, provider: PhoneProvider | undefined): ScopedPart {
  const { providers } = tenant.client.branding.phone;
  const name = 'phone provider';
  if (provider === undefined) {
    const text = `make the Action the phone provider, for ${describe(METHODS)}`;
    const create = createStep('create:phone_providers', text, () =>
      providers.create(createWantedProvider(METHODS)),
    );
    return { name, found: 'The tenant has no phone provider.', steps: [create] };
  }
  const chosen = readMethods(provider);
  const methods = chosen.length > 0 ? chosen : METHODS;
  const update = (text: string, change: Management.UpdateBrandingPhoneProviderRequestContent, losses = '') =>
    createStep('update:phone_providers', `${text}, for ${describe(methods)}${losses}`, () =>
      providers.update(provider.id ?? '', change),
    );
  const isOff = provider.disabled === true;
  if (provider.name !== 'custom') {
    const account = quoteOther(provider.name);
    const conflict = `The tenant sends by an account of its own (${account})${isOff ? ', which is switched off' : ''}.`;
    const text = `replace the provider ${account} by the Action${isOff ? ', and switch it on' : ''}`;
    // INFERRED: no page says whether Auth0 keeps the token. It never shows it, so nobody can put it back from there.
    const losses = '; its account and its token go for good';
    const replace = update(text, createWantedProvider(methods), losses);
    return { name, found: conflict, steps: [replace], conflict };
  }
  const { configuration } = createWantedProvider(methods);
  const missing = chosen.length === 0 && { configuration };
  if (isOff) {
    const conflict =
      'The phone provider is switched off, so that no text message and no call leaves the tenant.';
    const switchOn = update('switch it on', { disabled: false, ...missing });
    return { name, found: conflict, steps: [switchOn], conflict };
  }
  if (missing)
    return {
      name,
      found: 'The phone provider delivers neither text messages nor calls.',
      steps: [update('let it deliver', missing)],
    };
  const rest = chosen.includes('text') ? '' : ' Passwordless needs text messages, too.';
  return { name, found: `The Action sends ${describe(chosen)}.${rest}`, steps: [] };
}

const WORDS: Record<Method, string> = { text: 'text messages', voice: 'calls' };

const describe = (methods: readonly Method[]): string =>
  joinWords(METHODS.filter((method) => methods.includes(method)).map((method) => WORDS[method]));

/** What a provider delivers of what there is; in Twilio's configuration it has the same name. */
function readMethods({ configuration }: PhoneProvider): Method[] {
  const { delivery_methods: methods } = Object(configuration ?? {}) as { delivery_methods?: unknown };
  return METHODS.filter((method) => Array.isArray(methods) && methods.includes(method));
}

export async function findPhoneProvider({ client }: Tenant): Promise<PhoneProvider | undefined> {
  const { providers = [] } = await explain('read:phone_providers', () =>
    client.branding.phone.providers.list(),
  );
  return checkList(providers)[0];
}
