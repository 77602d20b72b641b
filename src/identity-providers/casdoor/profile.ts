import { renderForm, type ProviderProfile } from '../provider-profile';

export const profile: ProviderProfile = {
  name: 'casdoor',
  title: 'Casdoor',
  callers: [
    {
      name: 'casdoor',
      label: 'Custom HTTP SMS',
      path: 'casdoor/sms',
      channel: 'sms',
      renderRequest: (to, code) => renderForm({ phoneNumber: to, content: code }),
    },
  ],
  setup: [
    {
      label: 'Endpoint',
      value: '{origin}/casdoor/sms',
      hint: 'Provider of category SMS, type Custom HTTP SMS, method POST',
    },
    { label: 'Parameter name', value: 'content', hint: 'Template: %s' },
    { label: 'HTTP header Authorization', hint: 'Bearer and the value of CASDOOR_TOKEN' },
  ],
};
