import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { VerificationAttemptsSummaryContextFetchOptions } from 'twilio/lib/rest/verify/v2/verificationAttemptsSummary';
import type { AttemptKind, AttemptsPort, Tally } from '../../core/conversion';
import type { Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { createTwilioClient } from './client';
import { runQuery } from './query';
import type { VerifySettings } from './verify';

/** Of the thousand that a page can have; an attempt is a kilobyte, and apis/http.ts reads a megabyte. */
const PAGE_SIZE = 200;

/**
 * Verify's attempts of the last thirty days, and their summary.
 * https://www.twilio.com/docs/verify/api/attempts
 * https://www.twilio.com/docs/verify/api/verification-attempts-summary
 */
export function createAttemptsPort(
  context: Context,
  { serviceSid, apiBaseUrl }: VerifySettings,
  deadline: Deadline,
): AttemptsPort {
  const { v2 } = createTwilioClient(context, apiBaseUrl, deadline).verify;
  return {
    latest: (since) =>
      runQuery(async () => {
        const filter = {
          verifyServiceSid: serviceSid,
          dateCreatedAfter: new Date(since),
          pageSize: PAGE_SIZE,
        };
        const { instances } = await v2.verificationAttempts.page(filter);
        return instances.map(({ channel, channelData }): AttemptKind => {
          const country = getOwn(channelData, 'country');
          return { channel, country: typeof country === 'string' ? country : undefined };
        });
      }),
    tally: (since, filter) =>
      runQuery(async (): Promise<Tally> => {
        const options = { ...filter, verifyServiceSid: serviceSid, dateCreatedAfter: new Date(since) };
        const { totalAttempts, totalConverted } = await v2
          .verificationAttemptsSummary()
          .fetch(options as VerificationAttemptsSummaryContextFetchOptions);
        return { attempts: totalAttempts, converted: totalConverted };
      }),
  };
}
