import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Deadline } from '../../core/deadline';
import type { Result } from '../../core/result';
import { createTwilioClient } from './client';
import { runQuery } from './query';
import type { VerifySettings } from './verify';

export interface VerifyService {
  friendlyName: string;
  /** "Enable Custom Verification Code"; without it every send is refused (60204). */
  customCodeEnabled: boolean;
}

/** GET /v2/Services/{Sid}: https://www.twilio.com/docs/verify/api/service */
export function fetchVerifyService(
  context: Context,
  { serviceSid, apiBaseUrl }: VerifySettings,
  deadline: Deadline,
): Promise<Result<VerifyService>> {
  return runQuery(async () => {
    const { verify } = createTwilioClient(context, apiBaseUrl, deadline);
    const { friendlyName, customCodeEnabled } = await verify.v2.services(serviceSid).fetch();
    return { friendlyName, customCodeEnabled };
  });
}
