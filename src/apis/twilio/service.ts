import type V2 from 'twilio/lib/rest/verify/V2';
import type { Deadline } from '../../core/deadline';
import type { Result } from '../../core/result';
import { createVersion } from './client';
import { runQuery } from './query';
import type { VerifySettings } from './verifications';

export interface VerifyService {
  friendlyName: string;
  /** "Enable Custom Verification Code"; without it every send is refused (60204). */
  customCodeEnabled: boolean;
}

/** GET /v2/Services/{Sid}: https://www.twilio.com/docs/verify/api/service */
export function fetchVerifyService(
  settings: VerifySettings,
  deadline: Deadline,
): Promise<Result<VerifyService>> {
  return runQuery(async () => {
    const { ServiceListInstance } = await import('twilio/lib/rest/verify/v2/service');
    const services = ServiceListInstance(await createVersion<V2>('verify', settings, deadline));
    const { friendlyName, customCodeEnabled } = await services(settings.serviceSid).fetch();
    return { friendlyName, customCodeEnabled };
  });
}
