import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Deadline } from '../../core/deadline';
import type { Result } from '../../core/result';
import { twilioClient } from './client';
import { question } from './question';
import type { VerifySettings } from './verify';

export interface VerifyService {
  friendlyName: string;
  /** "Enable Custom Verification Code"; without it every send is refused (60204). */
  customCodeEnabled: boolean;
}

/** GET /v2/Services/{Sid}: https://www.twilio.com/docs/verify/api/service */
export function verifyService(
  context: Context,
  { serviceSid, apiBaseUrl }: VerifySettings,
  deadline: Deadline,
): Promise<Result<VerifyService>> {
  return question(async () => {
    const { verify } = twilioClient(context, apiBaseUrl, deadline);
    const { friendlyName, customCodeEnabled } = await verify.v2.services(serviceSid).fetch();
    return { friendlyName, customCodeEnabled };
  });
}
