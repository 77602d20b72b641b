import type { Deadline } from '../../core/deadline';
import type { OtpRequest } from '../../core/otp-request';
import type { VerifyPort } from '../../core/verify-port';
import { NoResponse } from '../http';
import { toSendFailure } from './errors';
import { loadVerifications, type VerifySettings } from './verifications';

/** POST /v2/Services/{ServiceSid}/Verifications */
export function createVerifyPort(settings: VerifySettings, deadline: Deadline): VerifyPort {
  return {
    async create(request: OtpRequest) {
      try {
        const verifications = await loadVerifications(settings, deadline);
        const { sid, status } = await verifications.create({
          to: request.to,
          channel: request.channel,
          customCode: request.passcode,
          tags: JSON.stringify(request.tags),
          ...(request.locale !== undefined && { locale: request.locale }),
          ...(request.sendDigits !== undefined && { sendDigits: request.sendDigits }),
          ...(request.deviceIp !== undefined && { deviceIp: request.deviceIp }),
        });
        // JSON, but not a verification: the request was written, and may have been processed.
        if (typeof sid !== 'string') throw new NoResponse('unanswered');
        return { ok: true, value: { sid, status, channel: request.channel, to: request.to } };
      } catch (error) {
        return toSendFailure(error);
      }
    },
  };
}
