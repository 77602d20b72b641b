import type { Problem } from '../../core/problem';
import { TwilioRefusal } from './client';
import { toSendFailure } from './errors';

/** What the error codes of Verify's factors mean. Each is described at https://www.twilio.com/docs/api/errors/<code>. */
const PROBLEMS: Readonly<Record<number, Problem>> = {
  20404: { code: 'not_found', detail: 'The identity has no such factor.', retryable: false },
  60310: {
    code: 'rate_limited',
    detail: 'Five wrong codes were given for the factor, which can no longer be verified. Create a new one.',
    retryable: false,
  },
  60312: {
    code: 'rate_limited',
    detail: 'Too many codes were checked for the factor. Verify takes 50 in an hour and 100 in a day.',
    retryable: false,
    retryAfter: 3600,
  },
  60315: createFieldRefusal('identity', 'has 100 factors, and Verify keeps no more: remove one'),
  60318: createFieldRefusal('factor', 'is not verified: verify it with its first code'),
  60326: {
    code: 'rate_limited',
    detail: 'Too many factors were created for the identity.',
    retryable: false,
    retryAfter: 60,
  },
};

/** The parameters are wrong in a way that is not documented. */
const INVALID = new Set([60200, 60300, 60306, 60361, 60362, 60363]);

/**
 * @param isOfFactor whether the request names a factor; without one, 20404 is about the Verify service
 * @throws any other error, which is a bug
 */
export function toTotpProblem(error: unknown, isOfFactor = true): Problem {
  const code = error instanceof TwilioRefusal && error.status < 500 ? error.code : undefined;
  const problem = code === undefined || (code === 20404 && !isOfFactor) ? undefined : PROBLEMS[code];
  if (problem !== undefined) return { ...problem, twilioCode: code as number };
  if (code !== undefined && INVALID.has(code)) return { ...UNREADABLE, twilioCode: code };
  const other = toSendFailure(error).problem;
  return other.code === 'timeout' ? UNANSWERED : other;
}

const UNREADABLE: Problem = {
  code: 'invalid_request',
  detail: 'Verify finds a field invalid.',
  retryable: false,
};

const UNANSWERED: Problem = {
  code: 'timeout',
  detail: 'Twilio took the request and gave no whole answer. It may have been done.',
  retryable: false,
};

function createFieldRefusal(field: string, problem: string): Problem {
  const detail = `${field} ${problem}.`;
  return { code: 'invalid_request', detail, retryable: false, errors: [{ field, problem }] };
}
