/** One request for a passcode, as an identity provider makes it for whoever sits in front of its form. */
export interface PasscodeRequest {
  /** Seconds since the scenario began. */
  at: number;
  /** E.164 */
  to: string;
  /** Digits; no two requests to one number have the same. */
  code: string;
  channel: 'sms' | 'call';
  ip: string;
  isBot: boolean;
  /** Whether the passcode is typed in, if it arrives. */
  approves: boolean;
}

/** What Lookup says of a range, where that is not the usual: a mobile number of little risk. */
export interface LookupRange {
  prefix: string;
  type?: string;
  /** 0 to 100 */
  risk?: number;
}

/** Requests in the order of their time, and what Lookup says of the numbers. */
export interface Traffic {
  requests: PasscodeRequest[];
  lookupRanges: LookupRange[];
}

/** Codes go up through the requests, so that a message that was sent twice can be told from one that was asked for twice. */
export function createTraffic(
  requests: readonly Omit<PasscodeRequest, 'code'>[],
  lookupRanges: LookupRange[],
): Traffic {
  const inOrder = [...requests].sort((one, other) => one.at - other.at);
  return {
    requests: inOrder.map((request, index) => ({ ...request, code: String(index).padStart(7, '0') })),
    lookupRanges,
  };
}
