import { renderJson, type ProviderProfile } from '../provider-profile';

export const profile: ProviderProfile = {
  name: 'fusionauth',
  title: 'FusionAuth',
  callers: [
    {
      name: 'fusionauth',
      label: 'generic messenger',
      path: 'fusionauth/sms',
      channel: 'sms',
      renderRequest: (to, code) => renderJson({ phoneNumber: to, textMessage: code }),
    },
  ],
  setup: [
    { label: 'URL', value: '{origin}/fusionauth/sms', hint: 'In a messenger of type Generic' },
    { label: 'HTTP authentication', hint: 'Password: the value of FUSIONAUTH_TOKEN; any user name' },
    { label: 'Text of each message template', value: '${code}' },
  ],
};
