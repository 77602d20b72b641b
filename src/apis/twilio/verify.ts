import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Deadline } from '../../core/deadline';
import type { OtpRequest } from '../../core/otp-request';
import type { VerifyPort } from '../../core/verify-port';
import { NoResponse } from '../http';
import { createTwilioClient } from './client';
import { toSendFailure } from './errors';

export interface VerifySettings {
  serviceSid: string;
  /** Another origin than Twilio's, for the sandbox. */
  apiBaseUrl: string | undefined;
}

/** Twilio Verify v2: https://www.twilio.com/docs/verify/api/verification */
export function createVerifyPort(context: Context, settings: VerifySettings, deadline: Deadline): VerifyPort {
  const service = () =>
    createTwilioClient(context, settings.apiBaseUrl, deadline).verify.v2.services(settings.serviceSid);
  return {
    async create(request: OtpRequest) {
      try {
        const { sid, status } = await service().verifications.create({
          to: request.to,
          channel: request.channel,
          customCode: request.passcode,
          tags: JSON.stringify(request.tags),
          ...(request.locale !== undefined && { locale: request.locale }),
          ...(request.sendDigits !== undefined && { sendDigits: request.sendDigits }),
          ...(request.deviceIp !== undefined && { deviceIp: request.deviceIp }),
        });
        // JSON, but no verification: the request was written, and who took it is unknown.
        if (typeof sid !== 'string') throw new NoResponse('unanswered');
        return { ok: true, value: { sid, status, channel: request.channel, to: request.to } };
      } catch (error) {
        return toSendFailure(error);
      }
    },
  };
}
