/** What Lookup says of a number: that it cannot exist, or how it is written at home and what kind of line it is. */
export type NumberLookup =
  | { valid: false }
  | {
      valid: true;
      nationalFormat: string;
      /** `mobile`, `landline`, `nonFixedVoip`, …; nothing where Lookup cannot tell. */
      lineType: string | undefined;
    };
