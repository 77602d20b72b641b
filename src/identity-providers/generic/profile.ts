import { renderJson, type ProviderProfile } from '../provider-profile';

const renderEvents = (to: string, date: string) => [
  { to, outcome: 'approved', at: date, id: `${to} ${date}` },
];

export const profile: ProviderProfile = {
  name: 'generic',
  title: 'Any other system',
  callers: [
    {
      name: 'generic',
      label: 'generic contract',
      path: 'otp/send',
      channel: 'sms',
      renderRequest: (to, code) => renderJson({ to, code, channel: 'sms', locale: 'en-US' }),
      renderEvents,
    },
  ],
  setup: [
    {
      label: 'Send',
      value: '{origin}/otp/send',
      hint: 'POST, JSON or form: to, code, channel, locale, ip, idp',
    },
    { label: 'Body', value: '{"to":"+14155552671","code":"012345","channel":"sms","locale":"en-US"}' },
    { label: 'Outcome', value: '{origin}/otp/outcome', hint: 'POST, JSON: to or sid, outcome, at' },
    { label: 'Body of an outcome', value: '{"to":"+14155552671","outcome":"approved"}' },
    { label: 'Authorization', hint: 'Bearer, or the password of Basic: the value of OTP_TOKEN' },
  ],
};
