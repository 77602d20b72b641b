import { renderJson, type ProviderProfile } from '../provider-profile';

/** In the shape of ZITADEL's source, with what the second factor by SMS has in it. */
export const createMessage = (to: string, code: string): Record<string, unknown> => ({
  contextInfo: {
    eventType: 'session.otp.sms.challenged',
    provider: { id: '285181292935381355', description: 'verify-bridge' },
    recipientPhoneNumber: to,
  },
  templateData: { text: `${code} is your one-time password for example.com.` },
  args: { domain: 'example.com', expiry: 300000000000, oTP: code },
});

export const profile: ProviderProfile = {
  name: 'zitadel',
  title: 'ZITADEL',
  callers: [
    {
      name: 'zitadel',
      label: 'HTTP SMS provider',
      path: 'zitadel/sms',
      channel: 'sms',
      renderRequest: (to, code) => renderJson(createMessage(to, code)),
    },
  ],
  setup: [
    { label: 'Endpoint', value: '{origin}/zitadel/sms', hint: 'In an SMS provider of type HTTP' },
    { label: 'Signing key', hint: 'ZITADEL shows it once. It is the value of ZITADEL_SIGNING_KEY' },
  ],
};
