import { renderJson, type ProviderProfile, type SampleCaller } from '../provider-profile';

/** The variable parts of an Action's event. A notification has no `code` if it is undefined. */
export interface ActionMessage {
  recipient: string;
  code: string | undefined;
  voice?: boolean;
  locale?: string;
  ip?: string;
}

export type NotificationType =
  'otp_verify' | 'otp_enroll' | 'blocked_account' | 'change_password' | 'password_breach';

export const TENANT = 'example-tenant';
export const CLIENT_ID = 'x4mpl3Cl13ntIdOfTheTestPage00000';
export const IP = '203.0.113.7';

export function createNotification(message: ActionMessage, type: NotificationType) {
  const { recipient, code, voice = false, locale = 'en-US' } = message;
  return {
    as_text: `Your code is ${code ?? ''}`,
    as_voice: `Hello. Your code is ${[...(code ?? '')].join('. ')}.`,
    delivery_method: voice ? 'voice' : 'text',
    message_type: type,
    recipient,
    ...(code !== undefined && { code }),
    locale,
    from: '+1-202-555-0100',
  };
}

export function createMessageOptions({ recipient, code, voice = false }: ActionMessage) {
  return {
    action: 'second-factor-authentication',
    code,
    message_type: voice ? 'voice' : 'sms',
    recipient,
    text: `Your code is ${code ?? ''}`,
  };
}

const createContext = ({ ip = IP }: ActionMessage, language: string) => ({
  request: { ip, language },
  tenant: { id: TENANT },
  client: { client_id: CLIENT_ID },
});

/** What our Action of the trigger `custom-phone-provider` sends, and nothing more. */
export const createNotificationEvent = (message: ActionMessage, type: NotificationType = 'otp_verify') => ({
  notification: createNotification(message, type),
  ...createContext(message, 'en'),
});

/** What our Action of the trigger `send-phone-message` sends, and nothing more. */
export const createMessageOptionsEvent = (message: ActionMessage) => ({
  message_options: createMessageOptions(message),
  ...createContext(message, message.locale ?? 'en'),
});

/**
 * A record of the log stream: `gd_auth_succeed` of an SMS factor. No real one is public. This one is CONSTRUCTED from
 * the official schema: https://github.com/auth0/auth0-log-schemas
 */
function createLogRecord(phone: string, date: string) {
  const log_id = '90020260102030405678000000000000001223372036854775807';
  const data = {
    date,
    type: 'gd_auth_succeed',
    description: 'Guardian - Second factor authentication succeed (sms)',
    ip: '198.51.100.7',
    user_agent: 'Chrome 130.0.0 / Mac OS X 10.15.7',
    user_id: 'auth0|65a1b2c3d4e5f60718293a4b',
    log_id,
    tenant_name: TENANT,
    details: {
      authenticator: { id: 'sms|dev_Ab12Cd34Ef56Gh78', type: 'sms', phone_number: phone },
      device_id: 'v0:2f6e4c80-0000-4000-8000-1d2c3b4a5968',
      remember_browser: false,
    },
  };
  return { log_id, data };
}

const action = {
  path: 'auth0/send',
  channel: 'sms',
  renderEvents: (to, date) => [createLogRecord(to, date)],
} satisfies Partial<SampleCaller>;

export const profile: ProviderProfile = {
  name: 'auth0',
  title: 'Auth0',
  callers: [
    {
      ...action,
      name: 'auth0-custom-phone-provider',
      label: 'custom-phone-provider',
      renderRequest: (recipient, code) => renderJson({ event: createNotificationEvent({ recipient, code }) }),
    },
    {
      ...action,
      name: 'auth0-send-phone-message',
      label: 'send-phone-message',
      renderRequest: (recipient, code) =>
        renderJson({ event: createMessageOptionsEvent({ recipient, code }) }),
    },
  ],
  setup: [
    {
      label: 'Secret BRIDGE_URL of the Action',
      value: '{origin}',
      hint: 'actions/custom-phone-provider.js or send-phone-message.js',
    },
    { label: 'Secret BRIDGE_TOKEN of the Action', hint: 'The value of AUTH0_ACTION_TOKEN' },
    {
      label: 'Where the Action posts to',
      value: '{origin}/auth0/send',
      hint: 'Bearer, JSON: {"event":{…}}',
    },
    {
      label: 'Gateway URL of a passwordless connection',
      value: '{origin}/auth0/sms-gateway',
      hint: 'For tenants without Actions: provider sms_gateway. Its secret is the value of AUTH0_GATEWAY_SECRET',
    },
    { label: 'Payload URL of the log stream', value: '{origin}/auth0/log-stream' },
    { label: 'Content Type', value: 'application/json', hint: 'Content Format: JSON Array' },
    { label: 'Authorization Token', hint: 'The value of AUTH0_LOG_STREAM_TOKEN' },
  ],
};
