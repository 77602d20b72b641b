import { renderJson, type ProviderProfile } from '../provider-profile';

export const profile: ProviderProfile = {
  name: 'authentik',
  title: 'authentik',
  callers: [
    {
      name: 'authentik',
      label: 'SMS authenticator stage',
      path: 'authentik/sms',
      channel: 'sms',
      renderRequest: (to, code) =>
        renderJson({
          From: 'verify-bridge',
          To: to,
          Body: code,
          Message: `Use this code to authenticate in authentik: ${code}`,
        }),
    },
  ],
  setup: [
    { label: 'External API URL', value: '{origin}/authentik/sms', hint: 'Provider Generic, no mapping' },
    { label: 'Authentication Type', value: 'Bearer' },
    { label: 'API Auth Username', hint: 'The value of AUTHENTIK_TOKEN' },
  ],
};
