import { renderJson, type ProviderProfile } from '../provider-profile';

export const profile: ProviderProfile = {
  name: 'logto',
  title: 'Logto',
  callers: [
    {
      name: 'logto',
      label: 'HTTP SMS connector',
      path: 'logto/sms',
      channel: 'sms',
      renderRequest: (to, code) =>
        renderJson({
          to: to.replace('+', ''),
          type: 'SignIn',
          payload: { code, locale: 'en' },
          ip: '203.0.113.7',
        }),
    },
  ],
  setup: [
    { label: 'Endpoint', value: '{origin}/logto/sms', hint: 'In the HTTP SMS connector' },
    { label: 'Authorization Header', hint: 'The value of LOGTO_TOKEN' },
  ],
};
