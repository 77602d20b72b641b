/** What `line_type_intelligence` tells lines apart by: https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence */
export const LINE_TYPES = [
  ...(['landline', 'mobile', 'fixedVoip', 'nonFixedVoip', 'personal', 'tollFree'] as const),
  ...(['premium', 'sharedCost', 'uan', 'voicemail', 'pager', 'unknown'] as const),
];

export type LineType = (typeof LINE_TYPES)[number];

export function isLineType(value: unknown): value is LineType {
  return LINE_TYPES.some((type) => type === value);
}

/** What the packages have of a number. */
export interface Line {
  /** Null if there are no data. */
  type: LineType | null;
  /** 0 to 100; null likewise. */
  risk: number | null;
}

/** Numbers that anyone can rent by the thousand are the risky ones. */
export function getUsualRisk(type: LineType): number {
  return type === 'nonFixedVoip' ? 85 : 5;
}
