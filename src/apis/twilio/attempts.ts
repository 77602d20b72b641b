import type V2 from 'twilio/lib/rest/verify/V2';
import type { VerificationAttemptsSummaryContextFetchOptions } from 'twilio/lib/rest/verify/v2/verificationAttemptsSummary';
import type { AttemptKind, AttemptsPort, Tally } from '../../core/conversion';
import type { Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { createVersion } from './client';
import { runQuery } from './query';
import type { VerifySettings } from './verifications';

/** Twilio allows a thousand. An attempt has about a kilobyte, and apis/http.ts reads at most a megabyte. */
const PAGE_SIZE = 200;

/**
 * Verify's attempts of the last thirty days, and their summary.
 * https://www.twilio.com/docs/verify/api/attempts
 * https://www.twilio.com/docs/verify/api/verification-attempts-summary
 */
export function createAttemptsPort(settings: VerifySettings, deadline: Deadline): AttemptsPort {
  const version = createVersion<V2>('verify', settings, deadline);
  const verifyServiceSid = settings.serviceSid;
  return {
    latest: (since) =>
      runQuery(async () => {
        const { VerificationAttemptListInstance } =
          await import('twilio/lib/rest/verify/v2/verificationAttempt');
        const filter = { verifyServiceSid, dateCreatedAfter: new Date(since), pageSize: PAGE_SIZE };
        const { instances } = await VerificationAttemptListInstance(await version).page(filter);
        return instances.map(({ channel, channelData }): AttemptKind => {
          const country = getOwn(channelData, 'country');
          return { channel, country: typeof country === 'string' ? country : undefined };
        });
      }),
    tally: (since, filter) =>
      runQuery(async (): Promise<Tally> => {
        const { VerificationAttemptsSummaryListInstance } =
          await import('twilio/lib/rest/verify/v2/verificationAttemptsSummary');
        const options = { ...filter, verifyServiceSid, dateCreatedAfter: new Date(since) };
        const { totalAttempts, totalConverted } = await VerificationAttemptsSummaryListInstance(
          await version,
        )().fetch(options as VerificationAttemptsSummaryContextFetchOptions);
        return { attempts: totalAttempts, converted: totalConverted };
      }),
  };
}
