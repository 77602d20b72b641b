import type V2 from 'twilio/lib/rest/lookups/V2';
import type { Deadline } from '../../core/deadline';
import type { LookupPackage, NumberLookup } from '../../core/number-lookup';
import type { PhoneNumber } from '../../core/phone-number';
import { getOwn } from '../../core/record';
import type { Result } from '../../core/result';
import { NoResponse } from '../http';
import { createVersion, TwilioRefusal, type TwilioAccount } from './client';
import { runQuery } from './query';

/**
 * GET /v2/PhoneNumbers/{PhoneNumber}?Fields=…, which costs money for each package each time.
 * https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence
 * https://www.twilio.com/docs/lookup/v2-api/sms-pumping-risk
 */
export function lookUpNumber(
  account: TwilioAccount,
  number: PhoneNumber,
  packages: readonly LookupPackage[],
  deadline: Deadline,
): Promise<Result<NumberLookup>> {
  return runQuery(async () => {
    const { PhoneNumberListInstance } = await import('twilio/lib/rest/lookups/v2/phoneNumber');
    const phoneNumbers = PhoneNumberListInstance(await createVersion<V2>('lookups', account, deadline));
    try {
      const fields = packages.join(',');
      const found = await phoneNumbers(encodeURIComponent(number)).fetch({ fields });
      if (found.valid === false) return { valid: false };
      // JSON, but not a Lookup: it says nothing of the number.
      if (found.valid !== true) throw new NoResponse('unanswered');
      const lineType = getOwn(found.lineTypeIntelligence, 'type');
      const pumpingRisk = getOwn(found.smsPumpingRisk, 'smsPumpingRiskScore');
      return {
        valid: true,
        nationalFormat: found.nationalFormat,
        lineType: typeof lineType === 'string' ? lineType : undefined,
        pumpingRisk: typeof pumpingRisk === 'number' ? pumpingRisk : undefined,
      };
    } catch (error) {
      // According to Twilio's samples, a number that it cannot parse at all.
      if (error instanceof TwilioRefusal && error.code === 20404) return { valid: false };
      throw error;
    }
  });
}
