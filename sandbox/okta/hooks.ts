import { randomUUID } from 'node:crypto';
import { createId, type FactorType, type User } from './org';

const ORG = 'https://sandbox.okta.example';

/** The body of the telephony inline hook. https://developer.okta.com/docs/reference/telephony-hook/ */
export function createTelephonyRequest(user: User, code: string, by: FactorType, now: number) {
  return {
    eventId: createId('evt'),
    eventTime: new Date(now).toISOString(),
    eventType: 'com.okta.telephony.provider',
    eventTypeVersion: '1.0',
    contentType: 'application/json',
    cloudEventVersion: '0.1',
    source: `${ORG}/api/v1/inlineHooks/${createId('cal')}`,
    requestType: 'com.okta.user.telephony.mfa-verification',
    data: {
      context: { request: { id: createId('req'), method: 'POST', ipAddress: '127.0.0.1' } },
      userProfile: { firstName: 'Robin', lastName: 'Doe', login: 'robin.doe@example.com', userId: user.id },
      messageProfile: {
        msgTemplate: `Your verification code is ${code}`,
        phoneNumber: user.phone,
        otpExpires: new Date(now + 300_000).toISOString(),
        deliveryChannel: by === 'sms' ? 'SMS' : 'VOICE CALL',
        otpCode: code,
        locale: 'EN-US',
      },
    },
  };
}

/**
 * A delivery of the event hook with one `auth_via_mfa`. The envelope is documented; where the factor stands is known from
 * Twilio's sample for Okta. INFERRED: that an event of SMS has nothing else that matters.
 * https://developer.okta.com/docs/concepts/event-hooks/
 */
export function createEventDelivery(user: User, isRight: boolean, now: number) {
  const person = {
    id: user.id,
    type: 'User',
    alternateId: 'robin.doe@example.com',
    displayName: 'Robin Doe',
  };
  const event = {
    uuid: randomUUID(),
    published: new Date(now).toISOString(),
    eventType: 'user.authentication.auth_via_mfa',
    version: '0',
    displayMessage: 'Authentication of user via MFA',
    severity: isRight ? 'INFO' : 'WARN',
    actor: person,
    outcome: isRight ? { result: 'SUCCESS' } : { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' },
    target: [person],
    debugContext: { debugData: { factor: user.codeBy === 'sms' ? 'SMS_FACTOR' : 'CALL_FACTOR' } },
  };
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: `${ORG}/api/v1/eventHooks/${createId('who')}`,
    eventId: randomUUID(),
    data: { events: [event] },
    eventTime: new Date(now).toISOString(),
    contentType: 'application/json',
  };
}
