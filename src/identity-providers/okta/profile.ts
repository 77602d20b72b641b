import { renderJson, type ProviderProfile, type SampleCaller } from '../provider-profile';

/** What a test chooses in a request of the telephony hook. */
export interface TelephonyValues {
  phoneNumber: string;
  otpCode: string;
  deliveryChannel?: string;
  locale?: string;
  eventId?: string;
}

export const USER_ID = '00uexampleOkta000001';

/** In the shape of Okta's reference: https://developer.okta.com/docs/reference/telephony-hook/ */
export function createTelephonyRequest(values: TelephonyValues): Record<string, unknown> {
  const { phoneNumber, otpCode, deliveryChannel = 'SMS', locale = 'EN-US' } = values;
  const { eventId = 'uS5871kJThSMU8qlA1LTcg' } = values;
  return {
    eventId,
    eventTime: '2026-01-02T03:04:05.000Z',
    eventType: 'com.okta.telephony.provider',
    eventTypeVersion: '1.0',
    contentType: 'application/json',
    cloudEventVersion: '0.1',
    source: 'https://example.okta.com/api/v1/inlineHooks/calexampleHook00001',
    requestType: 'com.okta.user.telephony.mfa-verification',
    data: {
      context: { request: { id: 'reqexample0000000000', method: 'POST', ipAddress: '127.0.0.1' } },
      userProfile: { firstName: 'Robin', lastName: 'Doe', login: 'robin.doe@example.com', userId: USER_ID },
      messageProfile: {
        msgTemplate: `Your code is ${otpCode}`,
        phoneNumber,
        otpExpires: '2026-01-02T03:09:05.000Z',
        deliveryChannel,
        otpCode,
        locale,
      },
    },
  };
}

/** What a test chooses in an event. */
export interface EventValues {
  eventType?: string;
  result?: string;
  factor?: string;
  user?: string;
  date?: string | undefined;
  uuid?: string;
}

/**
 * One event of the event hook, `auth_via_mfa` of an SMS factor unless said otherwise. CONSTRUCTED: its envelope is
 * documented, and where the factor stands is known from Twilio's sample for Okta.
 * https://developer.okta.com/docs/concepts/event-hooks/
 */
export function createEvent(values: EventValues = {}): Record<string, unknown> {
  const {
    eventType = 'user.authentication.auth_via_mfa',
    result = 'SUCCESS',
    factor = 'SMS_FACTOR',
  } = values;
  const { user = USER_ID, uuid = 'f1d0b993-0000-11ed-a688-db22c99ef6c4' } = values;
  const { date } = { date: '2026-01-02T03:04:05.678Z', ...values };
  return {
    uuid,
    ...(date !== undefined && { published: date }),
    eventType,
    version: '0',
    displayMessage: 'Authentication of user via MFA',
    severity: 'INFO',
    actor: { id: user, type: 'User', alternateId: 'robin.doe@example.com', displayName: 'Robin Doe' },
    outcome: { result, reason: null },
    target: [{ id: user, type: 'User', alternateId: 'robin.doe@example.com', displayName: 'Robin Doe' }],
    debugContext: { debugData: { factor, requestUri: '/api/v1/authn/factors/verify' } },
  };
}

/** The body of a delivery. */
export const createDelivery = (events: readonly unknown[]): Record<string, unknown> => ({
  eventType: 'com.okta.event_hook',
  eventTypeVersion: '1.0',
  cloudEventsVersion: '0.1',
  source: 'https://example.okta.com/api/v1/eventHooks/whoexampleHook00001',
  eventId: '85b60edb-0000-4e13-993b-818e26201052',
  data: { events },
  eventTime: '2026-01-02T03:04:06.000Z',
  contentType: 'application/json',
});

const createCaller = (label: string, deliveryChannel: string, factor: string): SampleCaller => ({
  name: `okta-${label}`,
  label: label === 'sms' ? 'SMS' : label,
  path: 'okta/telephony',
  channel: label === 'sms' ? 'sms' : 'call',
  renderRequest: (phoneNumber, otpCode) =>
    renderJson(createTelephonyRequest({ phoneNumber, otpCode, deliveryChannel })),
  renderEvents: (_, date) => createDelivery([createEvent({ date, factor })]),
});

export const profile: ProviderProfile = {
  name: 'okta',
  title: 'Okta',
  callers: [createCaller('sms', 'SMS', 'SMS_FACTOR'), createCaller('voice', 'VOICE CALL', 'CALL_FACTOR')],
  setup: [
    { label: 'URL of the telephony inline hook', value: '{origin}/okta/telephony' },
    { label: 'URL of the event hook', value: '{origin}/okta/events' },
    { label: 'Authentication field of both hooks', value: 'Authorization' },
    { label: 'Authentication secret of both hooks', hint: 'The value of OKTA_HOOK_TOKEN' },
    {
      label: 'Events of the event hook',
      hint: 'user.authentication.auth_via_mfa and user.mfa.factor.activate',
    },
  ],
};
