/**
 * Every refusal that the bridge knows, with its HTTP status and its title.
 * docs/problems.md says what to do about each. A test compares the two.
 */
export const problemTypes = {
  unauthenticated: { status: 401, title: 'The credentials are missing or wrong' },
  not_configured: { status: 500, title: 'The bridge is not configured' },
  invalid_request: { status: 400, title: 'The request cannot be used' },
  not_an_otp: { status: 422, title: 'The notification carries no passcode' },
  blocked: { status: 403, title: 'Sending to this number is blocked' },
  undeliverable: { status: 422, title: 'The number cannot be reached this way' },
  rate_limited: { status: 429, title: 'Too many requests' },
  service_misconfigured: {
    status: 500,
    title: 'The Twilio account or Verify service is not set up for this',
  },
  unavailable: { status: 503, title: 'Twilio could not be reached' },
  timeout: { status: 504, title: 'No answer in time' },
  no_pending_verification: { status: 404, title: 'There is no code to check' },
  not_found: { status: 404, title: 'There is no such factor' },
  internal_error: { status: 500, title: 'The bridge failed' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problemTypes;

/** The rules of the owner's policy, cheapest first. `rate` is a limit that Verify keeps for the owner. */
export type PolicyRule = 'prefix' | 'non_geographic' | 'line_type' | 'risk' | 'rate';

/** What is wrong with one field of the caller's body, or with one environment variable. It never holds the value. */
export interface FieldProblem {
  field: string;
  problem: string;
}

/** A refusal, as RFC 9457 describes it, before it is put on the wire by http/reply.ts. */
export interface Problem {
  code: ProblemCode;
  /** A sentence for a person. It never holds a code, a secret or a full number. */
  detail: string;
  /** Whether the caller may send the same request again. Except for Twilio's 5xx, nothing was sent. */
  retryable: boolean;
  /** Seconds, for `Retry-After`. */
  retryAfter?: number;
  /** Twilio's own error code: https://www.twilio.com/docs/api/errors */
  twilioCode?: number;
  errors?: FieldProblem[];
  /** The rule of the owner's policy that refused. */
  rule?: PolicyRule;
}

/** A problem with one or several fields of the body, or variables of the environment. */
export function createFieldProblem(
  code: 'invalid_request' | 'not_configured',
  errors: FieldProblem[],
): Problem {
  const detail = errors.map(({ field, problem }) => `${field} ${problem}.`).join(' ');
  return { code, detail, retryable: false, errors };
}
