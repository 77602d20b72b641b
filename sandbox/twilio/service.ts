import { formatIsoSeconds, type Clock } from '../clock';
import type { Answer, Call } from '../route';
import { createInvalidParameter } from './error';
import { RateLimits } from './rate-limits';

interface Settings {
  friendlyName: string;
  codeLength: number;
  customCodeEnabled: boolean;
}

/** https://www.twilio.com/docs/verify/api/service */
export class Service {
  readonly sid: string;
  readonly settings: Settings;
  readonly rateLimits: RateLimits;
  readonly #accountSid: string;
  readonly #clock: Clock;
  readonly #createdAt: number;
  #updatedAt: number;

  constructor(sid: string, settings: Settings, accountSid: string, clock: Clock) {
    this.sid = sid;
    this.settings = settings;
    this.rateLimits = new RateLimits(accountSid, sid, clock);
    this.#accountSid = accountSid;
    this.#clock = clock;
    this.#createdAt = this.#updatedAt = clock.now();
  }

  /** POST /v2/Services/{Sid} */
  update(form: Call['form']): Answer {
    const changes = readSettings(form);
    if ('status' in changes) return changes;
    Object.assign(this.settings, changes);
    this.#updatedAt = this.#clock.now();
    return { status: 200, body: this.render() };
  }

  /** GET /v2/Services/{Sid} */
  render(): Record<string, unknown> {
    const url = `https://verify.twilio.com/v2/Services/${this.sid}`;
    const { friendlyName, codeLength, customCodeEnabled } = this.settings;
    return {
      sid: this.sid,
      account_sid: this.#accountSid,
      friendly_name: friendlyName,
      code_length: codeLength,
      lookup_enabled: false,
      psd2_enabled: false,
      skip_sms_to_landlines: false,
      dtmf_input_required: false,
      tts_name: null,
      do_not_share_warning_enabled: false,
      custom_code_enabled: customCodeEnabled,
      push: { include_date: false, apn_credential_sid: null, fcm_credential_sid: null },
      totp: { issuer: null, time_step: null, code_length: null, skew: null },
      default_template_sid: null,
      whatsapp: { msg_service_sid: null, from: null },
      passkeys: null,
      verify_event_subscription_enabled: false,
      date_created: formatIsoSeconds(this.#createdAt),
      date_updated: formatIsoSeconds(this.#updatedAt),
      url,
      links: {
        verifications: `${url}/Verifications`,
        verification_checks: `${url}/VerificationCheck`,
        rate_limits: `${url}/RateLimits`,
      },
    };
  }
}

/** Takes FriendlyName, CodeLength and CustomCodeEnabled; other parameters change nothing here. */
export function readSettings(form: Call['form']): Partial<Settings> | Answer {
  const { FriendlyName: name, CodeLength: length, CustomCodeEnabled: custom } = form;
  if (name !== undefined && !isFriendlyName(name)) return createInvalidParameter('FriendlyName');
  if (length !== undefined && !/^([4-9]|10)$/.test(length)) return createInvalidParameter('CodeLength');
  if (custom !== undefined && custom !== 'true' && custom !== 'false')
    return createInvalidParameter('CustomCodeEnabled');
  return {
    ...(name !== undefined && { friendlyName: name }),
    ...(length !== undefined && { codeLength: Number(length) }),
    ...(custom !== undefined && { customCodeEnabled: custom === 'true' }),
  };
}

/**
 * "Letters, numbers, spaces, dashes, underscores", at most four digits, at most 30 characters (32 in another place of
 * the document).
 */
function isFriendlyName(name: string): boolean {
  return /^[\p{L}\p{N} _-]{1,30}$/u.test(name) && (name.match(/\p{N}/gu) ?? []).length <= 4;
}
