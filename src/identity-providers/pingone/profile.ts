import { renderForm, type ProviderProfile, type WireBody } from '../provider-profile';

/** What PingOne puts in the place of its variables: `${to}`, `${otp}`, `${user.username}`, `${locale}`, `${from}`. */
export interface RenderedValues {
  to: string;
  otp: string;
  username?: string;
  locale?: string;
  from?: string;
}

export const FROM = '+12025550100';
export const renderSentence = ({ otp }: RenderedValues): string => `Your code is ${otp}.`;

/** The body to enter in PingOne, which docs/pingone.md explains. */
export const RECOMMENDED_BODY = 'to=${to}&otp=${otp}&message=${message}&from=${from}&locale=${locale}';

export function createRecommendedFields(values: RenderedValues): Record<string, string> {
  const { to, otp, from = FROM, locale = 'en-GB' } = values;
  return { to, otp, message: renderSentence(values), from, locale };
}

export const renderRecommended = (values: RenderedValues): WireBody =>
  renderForm(createRecommendedFields(values));

/** What a test chooses in an activity. */
export interface ActivityValues {
  type?: string;
  status?: string;
  environment?: string;
  user?: string;
  device?: string;
  /** What the DEVICE resource is called; in the public event it is the device's type. */
  name?: string;
  /** `createdAt`, of which `recordedAt` is a little later; undefined where the webhook leaves both out. */
  date?: string | undefined;
  id?: string;
}

export const ENVIRONMENT = '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
export const USER = '11111111-2222-4333-8444-555555555555';
export const DEVICE = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const DATE = '2026-01-02T03:04:05.678Z';
const ACTIVITY = 'abcdef01-2345-4678-89ab-cdef01234567';
const RECORDED = '2026-01-02T03:04:05.700Z';

/**
 * An activity of a webhook, `OTP.CHECK_SUCCESS` of an SMS device unless said otherwise. One such event is public, of a
 * TOTP device; this one is CONSTRUCTED in its shape.
 * https://developer.pingidentity.com/pingone-api/platform/reference/audit-reporting-events.html
 */
export function createActivity(values: ActivityValues = {}): Record<string, unknown> {
  const { type = 'OTP.CHECK_SUCCESS', status = 'SUCCESS', environment = ENVIRONMENT } = values;
  const { user = USER, device = DEVICE, name = 'SMS', id = ACTIVITY } = values;
  const { date } = { date: DATE, ...values };
  const base = `https://api.pingone.com/v1/environments/${environment}`;
  const flow = 'f1f2f3f4-0000-4000-8000-0a0b0c0d0e0f';
  const client = 'c1c2c3c4-0000-4000-8000-0a0b0c0d0e0f';
  const within = { environment: { id: environment } };
  return {
    _links: { self: { href: `${base}/activities/${id}` } },
    id,
    ...(date !== undefined && { createdAt: date, recordedAt: date === DATE ? RECORDED : date }),
    correlationId: 'b1b2b3b4-0000-4000-8000-0a0b0c0d0e0f',
    internalCorrelation: { sessionId: 'd1d2d3d4-0000-4000-8000-0a0b0c0d0e0f' },
    action: { type, description: 'Otp Check Success' },
    actors: {
      client: { id: client, name: 'Shop', ...within, href: `${base}/applications/${client}`, type: 'CLIENT' },
      user: {
        id: user,
        name: 'robin.doe',
        ...within,
        population: { id: 'e1e2e3e4-0000-4000-8000-0a0b0c0d0e0f' },
        href: `${base}/users/${user}`,
        type: 'USER',
      },
    },
    resources: [
      { type: 'FLOW', id: flow, name: flow, ...within, href: `${base}/flows/${flow}` },
      { type: 'DEVICE', id: device, name, ...within, href: `${base}/users/${user}/devices/${device}` },
    ],
    result: { status, description: 'The one-time passcode was right' },
    source: { ipAddress: '198.51.100.7', userAgent: 'Mozilla/5.0' },
  };
}

const renderRequest = (to: string, otp: string) => renderRecommended({ to, otp });

export const profile: ProviderProfile = {
  name: 'pingone',
  title: 'PingOne',
  callers: [
    {
      name: 'pingone-sms',
      label: 'SMS',
      path: 'pingone/sms',
      channel: 'sms',
      renderRequest,
      renderEvents: (_, date) => [createActivity({ date })],
    },
    {
      name: 'pingone-voice',
      label: 'voice',
      path: 'pingone/voice',
      channel: 'call',
      renderRequest,
      renderEvents: (_, date) => [createActivity({ date, name: 'Voice' })],
    },
  ],
  setup: [
    { label: 'SMS request', value: '{origin}/pingone/sms', hint: 'POST, in the Custom Provider' },
    { label: 'Voice request', value: '{origin}/pingone/voice', hint: 'POST, in the same provider' },
    { label: 'Body of both', value: RECOMMENDED_BODY },
    { label: 'Header Content-Type', value: 'application/x-www-form-urlencoded' },
    {
      label: 'Authorization',
      hint: 'Basic: the values of PINGONE_USERNAME and PINGONE_PASSWORD; also for the webhook',
    },
    {
      label: 'Webhook',
      value: '{origin}/pingone/events',
      hint: 'For OTP.CHECK_SUCCESS and DEVICE.ACTIVATED',
    },
  ],
};
