import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Deadline } from '../../core/deadline';
import type { NumberLookup } from '../../core/number-lookup';
import type { PhoneNumber } from '../../core/phone-number';
import type { Result } from '../../core/result';
import { getOwn } from '../../core/record';
import { createTwilioClient, TwilioRefusal } from './client';
import { runQuery } from './query';

/**
 * GET /v2/PhoneNumbers/{PhoneNumber}?Fields=line_type_intelligence, which costs money each time.
 * https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence
 */
export function lookUpNumber(
  context: Context,
  apiBaseUrl: string | undefined,
  number: PhoneNumber,
  deadline: Deadline,
): Promise<Result<NumberLookup>> {
  return runQuery(async () => {
    const { lookups } = createTwilioClient(context, apiBaseUrl, deadline);
    const fields = 'line_type_intelligence';
    try {
      const found = await lookups.v2.phoneNumbers(encodeURIComponent(number)).fetch({ fields });
      if (!found.valid) return { valid: false };
      const lineType = getOwn(found.lineTypeIntelligence, 'type');
      return {
        valid: true,
        nationalFormat: found.nationalFormat,
        lineType: typeof lineType === 'string' ? lineType : undefined,
      };
    } catch (error) {
      // Twilio's samples answer so where it cannot read the number at all.
      if (error instanceof TwilioRefusal && error.status === 404) return { valid: false };
      throw error;
    }
  });
}
