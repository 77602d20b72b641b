import { renderJson, type ProviderProfile } from '../provider-profile';

/** What a test chooses in the input of the hook. */
export interface HookValues {
  phone: string;
  otp: string;
  uuid?: string;
  metadata?: Record<string, unknown>;
}

/** In the shape of the source, its keys in the order of the structs. */
export const createHookInput = ({
  phone,
  otp,
  uuid,
  metadata = {},
}: HookValues): Record<string, unknown> => ({
  metadata: {
    uuid: uuid ?? '8b5a9a2c-6f0e-4a53-9d4c-2b1f0e9d8c7b',
    time: '2026-01-02T03:04:05.678901234Z',
    name: 'send-sms',
    ip_address: '203.0.113.7',
  },
  user: {
    id: '6481a5c1-3d37-4a56-9f6a-bee08c554965',
    aud: 'authenticated',
    role: 'authenticated',
    email: '',
    phone: phone.replace('+', ''),
    app_metadata: { provider: 'phone', providers: ['phone'] },
    user_metadata: metadata,
    identities: [],
    created_at: '2026-01-02T03:04:05.123456Z',
    updated_at: '2026-01-02T03:04:05.234567Z',
    is_anonymous: false,
  },
  sms: { otp },
});

export const profile: ProviderProfile = {
  name: 'supabase',
  title: 'Supabase',
  callers: [
    {
      name: 'supabase',
      label: 'Send SMS hook',
      path: 'supabase/sms',
      channel: 'sms',
      renderRequest: (phone, otp) => renderJson(createHookInput({ phone, otp })),
    },
  ],
  setup: [
    { label: 'URL of the Send SMS hook', value: '{origin}/supabase/sms', hint: 'Hook type HTTPS' },
    { label: 'Secret', hint: 'Generate it there. It is the value of SUPABASE_HOOK_SECRET' },
  ],
};
