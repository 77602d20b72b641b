/**
 * The words that providers document, which are the same for everybody. They alone pass the echo route unmasked: the
 * samples of src/identity-providers have all of them, and so have Auth0's log schemas and Okta's and Ping's references.
 */
const split = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names of keys. Studio's letter case and a JSON-like template make some of them differ in case alone. */
const KEYS = split(`
  Body From Message OTP Parameter Parameters To _embedded _links action active activities actor actors aggregateID
  aggregateType alternateId app_metadata args as_text as_voice at aud audience auth0_client authenticator channel
  checkedAt client client_id client_name cloudEventVersion cloudEventsVersion code configuration connection
  connection_id content contentType context contextInfo correlationId correlation_id createInstant createdAt
  created_at custom_domain data date debugContext debugData deliveryChannel delivery_method description details
  device device_id displayMessage displayName domain email enrollment environment error event eventId eventTime
  eventType eventTypeVersion event_payload event_type events expiry factor failure_details firstName first_factor
  format from headers hostname href id identifier identities instanceID internalCorrelation ip ipAddress
  ip_address isMobile is_anonymous is_mobile kind language lastName locale log_id login loginId loginIdType logs message
  messageProfile message_options message_type metadata method msgTemplate name notification oTP organization otp
  otpCode otpExpires outcome password payload phone phoneNumber phone_number population prompts provider providers
  published reason recipient recipientPhoneNumber recordedAt references remember_browser request requestType
  requestUri resourceOwner resources response result role scope security_context self sender sequence session
  sessionId session_id severity sms source stats status strategy strategy_type target templateData tenant tenantId
  tenant_name text textMessage time to transaction type updated_at user userAgent userID userId userProfile
  user_agent user_id user_metadata user_name username uuid version voice
`);

/** Keys whose values are one of a few words. */
const WORD_KEYS = split(
  'action channel deliveryChannel delivery_method event kind message_type name status type',
);
const WORDS = split(`
  approved blocked_account call canceled change_password enrollment failed otp_enroll otp_verify password_breach
  pending second-factor-authentication sms text voice whatsapp
  cls cs fepotpft gd_auth_failed gd_auth_rejected gd_auth_succeed gd_enrollment_complete gd_otp_rate_limit_exceed
  gd_send_sms gd_send_sms_failure gd_send_voice gd_send_voice_failure gd_start_auth gd_start_enroll gd_unenroll s
  sepft seacft seoobft seotpft phone totp
  AUTHENTICATION.CREATED AUTHENTICATION.UPDATED CLIENT DEVICE DEVICE.ACTIVATED DEVICE.ACTIVATION_OTP_FAILED
  DEVICE.CREATED EMAIL ENVIRONMENT FAILED FLOW FLOW.CREATED FLOW.UPDATED NOTIFICATION.CREATED
  NOTIFICATION.REJECTED NOTIFICATION.UPDATED OTP.CHECK_FAILED OTP.CHECK_INVALID OTP.CHECK_SUCCESS SMS SUCCESS TOTP
  USER VOICE Voice
`);

/**
 * `en-US`, `EN-US`, `zh-Hans-CN`: no name of a person is so short and in one case. Languages of three letters are those
 * alone that core/locale.ts knows.
 */
const LOCALE = /^([a-z]{2}|[A-Z]{2}|cmn|fil|yue)([-_]Han[st])?([-_]([a-z]{2}|[A-Z]{2}))?$/;

/**
 * What PingOne's templates may hold besides text: variables that nothing has replaced, the tags of a voice message, and
 * the labels of its JSON-like template (docs/pingone.md).
 */
const PARTS = [
  ...['to', 'from', 'otp', 'OTP', 'message', 'locale', 'voice', 'username'].map((name) => `\${${name}}`),
  ...['user.username', 'user.name.given', 'user.name.family'].map((name) => `\${${name}}`),
  ...['sayCharValue', 'repeatMessage', 'Say'].flatMap((name) => [`<${name}>`, `</${name}>`]),
  ...['<pause1sec>', '<repeatMessage val=2>', '"OTP"', '"username"'],
];

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Splits a text so that every other part is one of PARTS. */
export const PART = new RegExp(`(${PARTS.map(escapePattern).join('|')})`);

export const isDocumentedKey = (key: string): boolean => KEYS.has(key);

/** Whether a value says the same for everybody: a word under a key of words, or a locale under its own. */
export function isDocumentedValue(key: string, value: string): boolean {
  if (key === 'locale' || key === 'language') return LOCALE.test(value);
  if (key === 'deliveryChannel' && value === 'VOICE CALL') return true;
  return WORD_KEYS.has(key) && WORDS.has(value);
}
