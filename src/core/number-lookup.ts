/** The result of a Lookup: the number is invalid, or its national format and its line type. */
export type NumberLookup =
  | { valid: false }
  | {
      valid: true;
      nationalFormat: string;
      /** `mobile`, `landline`, `nonFixedVoip`, …; undefined if Lookup does not know it. */
      lineType: string | undefined;
    };
