import type { Management } from 'auth0';
import { explain } from './client';
import { checkList, createStep, quoteOther, type ScopedPart, type Tenant } from './tenant';

const METHODS = ['text', 'voice'] as const;

/** What the phone provider of a tenant has to be for its Action to run: the tenant's only one. */
const WANTED = {
  name: 'custom',
  disabled: false,
  configuration: { delivery_methods: [...METHODS] },
  credentials: {},
} as const satisfies Management.CreateBrandingPhoneProviderRequestContent;

/** The tenant's phone provider, where it has the Unified Phone Experience. */
export async function inspectPhoneProvider(tenant: Tenant): Promise<ScopedPart> {
  const { providers } = tenant.client.branding.phone;
  const name = 'phone provider';
  const provider = await findPhoneProvider(tenant);
  if (provider === undefined) {
    const text = 'make the Action the phone provider, for text messages and calls';
    const create = createStep('create:phone_providers', text, () => providers.create(WANTED));
    return { name, found: 'The tenant has no phone provider.', steps: [create] };
  }
  const update = (text: string) =>
    createStep('update:phone_providers', text, () => providers.update(provider.id ?? '', WANTED));
  if (provider.name !== 'custom') {
    const conflict = `The tenant sends by an account of its own (${quoteOther(provider.name)}).`;
    const text = `replace the provider ${quoteOther(provider.name)} by the Action, for text messages and calls`;
    return { name, found: conflict, steps: [update(text)], conflict };
  }
  if (provider.disabled === true)
    return {
      name,
      found: 'The phone provider is switched off.',
      steps: [update('switch it on, for text messages and calls')],
    };
  const missing = METHODS.filter((method) => !provider.configuration?.delivery_methods?.includes(method));
  return missing.length === 0
    ? { name, found: 'The Action sends text messages and calls.', steps: [] }
    : {
        name,
        found: `The phone provider does not deliver ${missing.join(' and ')}.`,
        steps: [update(`let it deliver ${missing.join(' and ')}, too`)],
      };
}

export async function findPhoneProvider({
  client,
}: Tenant): Promise<Management.PhoneProviderSchemaMasked | undefined> {
  const { providers = [] } = await explain('read:phone_providers', () =>
    client.branding.phone.providers.list(),
  );
  return checkList(providers)[0];
}
