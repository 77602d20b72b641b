import { renderJson, type ProviderProfile } from '../provider-profile';

const USER = '00000000-0000-0001-0000-000000000000';

/** The request of the messenger, as its documentation has it. */
export const createMessage = (
  phoneNumber: unknown,
  code: unknown,
  type = 'SMS',
): Record<string, unknown> => ({
  code,
  phoneNumber,
  textMessage: `Your code is ${String(code)}`,
  type,
  userId: USER,
});

/** What the webhook posts once the user has verified a number. CONSTRUCTED from the documentation of the event. */
export const createVerifiedEvent = (loginId: string, date: string): Record<string, unknown> => ({
  event: {
    createInstant: Date.parse(date),
    id: '7aebb7f3-1d2c-4d7a-9b0e-0f6d3c5a1b2e',
    loginId,
    loginIdType: 'phoneNumber',
    tenantId: '30663132-6464-6665-3032-326466613934',
    type: 'user.identity.verified',
    user: { id: USER, active: true },
  },
});

export const profile: ProviderProfile = {
  name: 'fusionauth',
  title: 'FusionAuth',
  callers: [
    {
      name: 'fusionauth',
      label: 'generic messenger',
      path: 'fusionauth/sms',
      channel: 'sms',
      renderRequest: (to, code) => renderJson(createMessage(to, code)),
      renderEvents: createVerifiedEvent,
    },
  ],
  setup: [
    { label: 'Messenger URL', value: '{origin}/fusionauth/sms', hint: 'A messenger of type Generic' },
    {
      label: 'Basic auth password',
      hint: 'The value of FUSIONAUTH_TOKEN, with any user name; also for the webhook',
    },
    {
      label: 'Webhook URL',
      value: '{origin}/fusionauth/events',
      hint: 'For user.identity.verified and user.two-factor.method.add',
    },
  ],
};
