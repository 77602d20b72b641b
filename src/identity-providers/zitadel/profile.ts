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

/** What an execution posts of a second factor by SMS. CONSTRUCTED from the source and the guide of Actions. */
export const createEvent = (
  created_at: string,
  changes: Record<string, unknown> = {},
): Record<string, unknown> => ({
  aggregateID: '336494809936035843',
  aggregateType: 'session',
  resourceOwner: '331840547349430275',
  instanceID: '331840547349364739',
  version: 'v1',
  sequence: 3,
  event_type: 'session.otp.sms.checked',
  created_at,
  userID: '331840547349495811',
  event_payload: { checkedAt: created_at },
  ...changes,
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
      renderEvents: (_, date) => createEvent(date),
    },
  ],
  setup: [
    { label: 'Endpoint', value: '{origin}/zitadel/sms', hint: 'In an SMS provider of type HTTP' },
    { label: 'Signing key', hint: 'ZITADEL shows it once. It is the value of ZITADEL_SIGNING_KEY' },
    {
      label: 'Endpoint of the target',
      value: '{origin}/zitadel/events',
      hint: 'For feedback: its signing key is the value of ZITADEL_TARGET_KEY',
    },
  ],
};
