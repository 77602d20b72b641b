import type { ActionName } from './action-runner';
import { client, tenant, type Browser } from './tenant';
import type { User } from './users';

/** A passcode on its way to a phone. */
export interface Message {
  user: User;
  /** E.164. */
  phone: string;
  channel: 'sms' | 'call';
  isEnrolment: boolean;
  code: string;
}

/**
 * The event of either trigger, with all that it may hold: the bridge is to be given only a part of it.
 * https://auth0.com/docs/actions/reference/custom-phone-provider/custom-phone-provider-event-object
 * https://auth0.com/docs/actions/reference/send-phone-message/send-phone-message-event-object
 */
export function createActionEvent(
  name: ActionName,
  message: Message,
  browser: Browser,
  secrets: Record<string, string>,
): object {
  return {
    ...(name === 'custom-phone-provider' ? providerEvent(message) : messageEvent(message)),
    client: { ...client, metadata: { team: 'web' } },
    request: requestOf(browser),
    user: userOf(message),
    configuration: {},
    secrets,
  };
}

function providerEvent({ phone, channel, isEnrolment, code }: Message): object {
  const text = `Your ${tenant.friendlyName} passcode is ${code}.`;
  return {
    notification: {
      as_text: text,
      as_voice: `Hello. Your passcode is ${[...code].join('. ')}. I repeat, ${[...code].join('. ')}.`,
      code,
      delivery_method: channel === 'sms' ? 'text' : 'voice',
      locale: 'en-US',
      message_type: isEnrolment ? 'otp_enroll' : 'otp_verify',
      // "The E.164 compliant phone number"
      recipient: phone,
    },
    connection: { id: tenant.connectionId, name: tenant.connection, strategy: 'auth0', metadata: {} },
    tenant: { id: tenant.id, friendly_name: tenant.friendlyName, support_email: 'help@example.com' },
  };
}

function messageEvent({ phone, channel, isEnrolment, code }: Message): object {
  return {
    message_options: {
      action: isEnrolment ? 'enrollment' : 'second-factor-authentication',
      code,
      message_type: channel === 'sms' ? 'sms' : 'voice',
      recipient: hyphenated(phone),
      text: `${code} is your verification code for ${tenant.friendlyName}.`,
    },
    security_context: { ja3: 'c13a3e168d43e62e0ad96fae6347e2e4' },
    tenant: { id: tenant.id },
  };
}

/** As in the official example, `+1-808-555-5555`. How numbers of other countries look is not known. */
function hyphenated(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1-$1-$2-$3');
}

function requestOf({ ip, userAgent }: Browser): object {
  const geoip = {
    countryCode: 'US',
    countryName: 'United States of America',
    timeZone: 'America/Los_Angeles',
  };
  return { geoip, ip, method: 'POST', hostname: tenant.hostname, language: 'en', user_agent: userAgent };
}

function userOf({ user }: Message): object {
  return {
    user_id: user.id,
    email: user.email,
    email_verified: true,
    name: user.email,
    created_at: user.createdAt,
    updated_at: user.createdAt,
    app_metadata: { plan: 'gold' },
    user_metadata: {},
    ...(user.phone !== undefined && { phone_number: user.phone, phone_verified: true }),
  };
}
