import type { PhoneNumber } from './phone-number';
import type { Result } from './result';

/** What Lookup is asked for. Each costs money. */
export type LookupPackage = 'line_type_intelligence' | 'sms_pumping_risk';

/** The result of a Lookup: the number is invalid, or what the packages say of it. */
export type NumberLookup =
  | { valid: false }
  | {
      valid: true;
      nationalFormat: string;
      /** `mobile`, `landline`, `nonFixedVoip`, …; undefined if Lookup does not know it, or was not asked. */
      lineType: string | undefined;
      /** 0 to 100; undefined if Lookup does not know it, or was not asked. */
      pumpingRisk: number | undefined;
    };

export type LookUp = (
  number: PhoneNumber,
  packages: readonly LookupPackage[],
) => Promise<Result<NumberLookup>>;
