import { hash } from 'node:crypto';
import { takeShare, type Deadline } from '../../core/deadline';
import { channels } from '../../core/otp-request';
import { getOwn } from '../../core/record';
import type { RateLimitKeys } from '../../core/rate-limits';
import type { VerifyPort } from '../../core/verify-port';
import { NoResponse } from '../http';
import { TwilioRefusal } from './client';
import { toSendFailure } from './errors';
import { loadVerifications, type VerifySettings } from './verifications';

/** The send must have its time, whether the question before it is answered or not. */
const QUESTION_SHARE = 0.3;

/**
 * POST /v2/Services/{ServiceSid}/Verifications, and GET /v2/Services/{ServiceSid}/Verifications/{To}
 * @param isRiskChecked says to Verify that its own risk check is wanted, whatever its default is: SMS only
 */
export function createVerifyPort(
  settings: VerifySettings,
  deadline: Deadline,
  isRiskChecked = false,
): VerifyPort {
  return {
    async create(request, rateLimits) {
      const hasLimits = Object.keys(rateLimits).length > 0;
      try {
        const verifications = await loadVerifications(settings, deadline);
        const { sid, status } = await verifications.create({
          to: request.to,
          channel: request.channel,
          ...(request.passcode !== undefined && { customCode: request.passcode }),
          tags: JSON.stringify(request.tags),
          ...(request.locale !== undefined && { locale: request.locale }),
          ...(request.sendDigits !== undefined && { sendDigits: request.sendDigits }),
          ...(request.deviceIp !== undefined && { deviceIp: request.deviceIp }),
          ...(hasLimits && { rateLimits: renderRateLimits(rateLimits) }),
          ...(isRiskChecked && request.channel === 'sms' && { riskCheck: 'enable' }),
        });
        // JSON, but not a verification: the request was written, and may have been processed.
        if (typeof sid !== 'string') throw new NoResponse('unanswered');
        return { ok: true, value: { sid, status, channel: request.channel, to: request.to } };
      } catch (error) {
        return toSendFailure(error, hasLimits);
      }
    },
    async findPendingChannel(to) {
      try {
        const verifications = await loadVerifications(settings, takeShare(deadline, QUESTION_SHARE));
        const { status, sendCodeAttempts } = await verifications(encodeURIComponent(to)).fetch();
        if (status !== 'pending') return undefined;
        const attempts: unknown = sendCodeAttempts;
        const latest = Array.isArray(attempts) ? getOwn(attempts.at(-1), 'channel') : undefined;
        const name = typeof latest === 'string' ? latest.toLowerCase() : '';
        // An SMS that Verify upgraded to RCS.
        return channels.find((channel) => channel === (name === 'rbm' ? 'sms' : name)) ?? 'unknown';
      } catch (error) {
        if (error instanceof TwilioRefusal && error.code === 20404) return undefined;
        if (error instanceof TwilioRefusal || error instanceof NoResponse) return 'unknown';
        throw error;
      }
    },
  };
}

/** By Verify's names. It warns against personal data in a key, and a user's id may be a name. */
function renderRateLimits(keys: RateLimitKeys): Record<string, string> {
  const limits: Record<string, string> = {};
  for (const [name, key] of Object.entries(keys))
    limits[`bridge_${name}`] = name === 'user' ? hash('sha256', key).slice(0, 32) : key;
  return limits;
}
