import { formatIsoSeconds } from '../clock';
import type { Answer, Call } from '../route';
import type { Account } from './account';
import { createInvalidParameter } from './error';
import type { RateLimits } from './rate-limits';

export interface Service {
  readonly sid: string;
  friendlyName: string;
  codeLength: number;
  customCodeEnabled: boolean;
  readonly createdAt: number;
  updatedAt: number;
  readonly rateLimits: RateLimits;
}

/** GET /v2/Services/{Sid}: https://www.twilio.com/docs/verify/api/service */
export function fetchService({ credentials, service, createdAt }: Account): Answer {
  const url = `https://verify.twilio.com/v2/Services/${credentials.serviceSid}`;
  const body = {
    sid: credentials.serviceSid,
    account_sid: credentials.accountSid,
    friendly_name: service.friendlyName,
    code_length: service.codeLength,
    lookup_enabled: false,
    psd2_enabled: false,
    skip_sms_to_landlines: false,
    dtmf_input_required: false,
    tts_name: null,
    do_not_share_warning_enabled: false,
    custom_code_enabled: service.customCodeEnabled,
    push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
    totp: { issuer: null, time_step: null, code_length: null, skew: null },
    default_template_sid: null,
    whatsapp: { msg_service_sid: null, from: null },
    passkeys: null,
    verify_event_subscription_enabled: false,
    date_created: formatIsoSeconds(createdAt),
    date_updated: formatIsoSeconds(service.updatedAt),
    url,
    links: { verifications: `${url}/Verifications`, verification_checks: `${url}/VerificationCheck` },
  };
  return { status: 200, body };
}

/** POST /v2/Services/{Sid}. Takes FriendlyName, CodeLength and CustomCodeEnabled; other parameters change nothing here. */
export function updateService(account: Account, form: Call['form']): Answer {
  const { FriendlyName: name, CodeLength: length, CustomCodeEnabled: custom } = form;
  // 32 in one place of the documentation, 30 in another.
  if (name !== undefined && (name === '' || name.length > 30)) return createInvalidParameter('FriendlyName');
  if (length !== undefined && !/^([4-9]|10)$/.test(length)) return createInvalidParameter('CodeLength');
  if (custom !== undefined && custom !== 'true' && custom !== 'false')
    return createInvalidParameter('CustomCodeEnabled');
  const { service } = account;
  if (name !== undefined) service.friendlyName = name;
  if (length !== undefined) service.codeLength = Number(length);
  if (custom !== undefined) service.customCodeEnabled = custom === 'true';
  service.updatedAt = account.clock.now();
  return fetchService(account);
}
