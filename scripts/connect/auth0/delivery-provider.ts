import { explain } from './client';
import { quoteOther } from '../quote';
import { createStep, type ScopedPart, type ScopedStep, type Tenant } from './tenant';

/** Who delivers the messages of MFA, where the tenant has no Unified Phone Experience: the Actions of send-phone-message. */
export const HOOK = 'phone-message-hook';

/** The delivery provider and the methods under Security > Multi-factor Auth > Phone Message. */
export async function inspectDeliveryProvider(tenant: Tenant): Promise<ScopedPart> {
  const name = 'phone provider';
  const { phone } = tenant.client.guardian.factors;
  const provider = await readDeliveryProvider(tenant);
  const { message_types: types = [] } = await explain('read:guardian_factors', () => phone.getMessageTypes());
  const set = (text: string, ask: () => PromiseLike<unknown>): ScopedStep =>
    createStep('update:guardian_factors', text, ask);
  const steps = [
    ...(provider === HOOK
      ? []
      : [
          set('let the Action deliver the messages of MFA (delivery provider "Custom")', () =>
            phone.setProvider({ provider: HOOK }),
          ),
        ]),
    // Which of the two a tenant offers is its owner's choice; none of them is none.
    ...(types.length > 0
      ? []
      : [set('offer text messages for MFA', () => phone.setMessageTypes({ message_types: ['sms'] }))]),
  ];
  if (provider === 'twilio') {
    const conflict = 'MFA sends by a Twilio account of its own (delivery provider "twilio").';
    return { name, found: conflict, steps, conflict };
  }
  const chosen =
    provider === HOOK
      ? 'The Action delivers for MFA'
      : `The provider ${quoteOther(provider)} delivers for MFA`;
  const offered = types.length > 0 ? types.map(quoteOther).join(' and ') : 'no message at all';
  return { name, found: `${chosen}: ${offered}.`, steps };
}

/** @returns `auth0` if none was chosen: INFERRED */
export async function readDeliveryProvider({ client }: Tenant): Promise<string> {
  const ask = () => client.guardian.factors.phone.getSelectedProvider();
  return (await explain('read:guardian_factors', ask)).provider ?? 'auth0';
}
