import type { Problem, ProblemCode } from '../../core/problem';
import type { SendFailure, SendFailureCause } from '../../core/verify-port';
import { NoResponse } from '../http';
import { TwilioRefusal } from './client';

interface Meaning {
  code: ProblemCode;
  detail: string;
  /** Twilio documents that it did not process the request, so a retry cannot send twice. */
  unprocessed?: true;
  retryAfter?: number;
  /** Why nothing was sent, where that tells how else to send. */
  cause?: SendFailureCause;
}

/** The default lifetime of a verification, in seconds. */
const LIFETIME_S = 600;

/** What Twilio's error codes mean to the caller. Each is described at https://www.twilio.com/docs/api/errors/<code>. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  20003: { code: 'service_misconfigured', detail: 'Twilio refuses ACCOUNT_SID and AUTH_TOKEN.' },
  20403: { code: 'service_misconfigured', detail: 'The Twilio account is suspended or may not do this.' },
  20404: {
    code: 'service_misconfigured',
    detail: 'VERIFY_SERVICE_SID names no Verify service of this account.',
    cause: 'service',
  },
  20429: {
    code: 'rate_limited',
    detail: 'Twilio takes no more requests at present.',
    unprocessed: true,
    retryAfter: 1,
  },
  60200: { code: 'undeliverable', detail: 'Verify finds the number, or another parameter, invalid.' },
  60202: {
    code: 'rate_limited',
    detail:
      'Too many wrong codes were checked for this number. Verify takes no more until the verification expires.',
    retryAfter: LIFETIME_S,
  },
  60203: {
    code: 'rate_limited',
    detail:
      'Five codes were sent to this number and none was reported as used. Feedback clears the count, and so do ' +
      'ten minutes.',
    retryAfter: LIFETIME_S,
  },
  60204: {
    code: 'service_misconfigured',
    detail:
      'The Verify service does not take custom codes. Switch on "Enable Custom Verification Code" in the Twilio ' +
      'Console: Verify, Services, the service, General.',
    cause: 'service',
  },
  60205: {
    code: 'undeliverable',
    detail: 'The number is a landline, which takes no SMS, and it cannot be called.',
    cause: 'landline',
  },
  60212: {
    code: 'rate_limited',
    detail: 'Verify is still busy with another request for this number.',
    unprocessed: true,
    retryAfter: 1,
  },
  60217: {
    code: 'service_misconfigured',
    detail:
      'The Verify service lacks a part that this channel needs. Complete it in the Twilio Console: Verify, Services.',
    cause: 'channel',
  },
  60220: { code: 'blocked', detail: 'Twilio must approve the use case before it sends to China.' },
  60223: {
    code: 'undeliverable',
    detail: 'This channel is switched off in the Verify service.',
    cause: 'channel',
  },
  60238: {
    code: 'blocked',
    detail: 'Twilio blocks this verification, by country or after a review of the account.',
  },
  60242: {
    code: 'service_misconfigured',
    detail: 'The Verify service has no template for WhatsApp.',
    cause: 'channel',
  },
  60410: { code: 'blocked', detail: 'Fraud Guard blocks this prefix, for twelve hours.' },
  60428: { code: 'undeliverable', detail: 'Verify does not take this channel.', cause: 'channel' },
  60605: { code: 'blocked', detail: "The Verify service's geographic permissions exclude this country." },
  60626: {
    code: 'rate_limited',
    detail: 'Twilio limits the requests for this number.',
    retryAfter: LIFETIME_S,
  },
  68008: {
    code: 'service_misconfigured',
    detail: 'The Verify service has no WhatsApp sender. Add one in the Twilio Console: Verify, Services.',
    cause: 'channel',
  },
};

/**
 * Why a request to Twilio did not succeed: the problem to answer, and whether the request is certainly unprocessed.
 * @param countsAgainstLimits whether the request counts against rate limits of the owner's
 * @throws any other error, which is a bug
 */
export function toSendFailure(error: unknown, countsAgainstLimits = false): SendFailure {
  if (error instanceof NoResponse) return createNoResponseFailure(error);
  if (!(error instanceof TwilioRefusal)) throw error;
  const { status, code, retryAfterMs, hasReachedLimit } = error;
  const meaning =
    status >= 500 ? SERVER_ERROR : (code !== undefined && MEANINGS[code]) || findMeaningByStatus(status);
  const unprocessed = meaning.unprocessed === true;
  // Of Twilio's own limits, 60203 for example, no page says that they have this header; they are told by their codes.
  const isOwnLimit = countsAgainstLimits && hasReachedLimit && unprocessed;
  const problem: Problem = {
    code: meaning.code,
    detail: meaning.detail,
    retryable: unprocessed || meaning.code === 'unavailable',
    ...(code !== undefined && { twilioCode: code }),
  };
  if (meaning.code === 'rate_limited' || meaning.code === 'unavailable') {
    problem.retryAfter = retryAfterMs !== undefined ? retryAfterMs / 1000 : (meaning.retryAfter ?? 5);
  }
  if (code === 60200 && countsAgainstLimits) problem.detail += UNKNOWN_LIMIT;
  if (isOwnLimit) {
    problem.detail = 'A rate limit of RATE_LIMITS is reached. Nothing was sent.';
    problem.rule = 'rate';
    // It lasts longer than anybody waits for a code, and retries would only multiply an attack.
    problem.retryable = false;
  }
  // The error code of a 5xx is not trusted (SERVER_ERROR has no cause): Twilio may have sent the message.
  const cause = isOwnLimit ? 'rate_limit' : meaning.cause;
  return {
    ok: false,
    problem,
    unprocessed,
    ...(cause !== undefined && { cause }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** No page says what Verify does with the name of a rate limit that the service does not have. */
const UNKNOWN_LIMIT = ' It may also lack a rate limit of RATE_LIMITS: npm run doctor tells.';

const SERVER_ERROR: Meaning = {
  code: 'unavailable',
  detail: 'Twilio has a fault at present.',
  retryAfter: 5,
};

/** For codes that the table does not list, and for responses without a code. */
function findMeaningByStatus(status: number): Meaning {
  if (status === 429) return { code: 'rate_limited', detail: 'Twilio limits these requests.' };
  return {
    code: 'service_misconfigured',
    detail: `Twilio refused the request with status ${status}. Its error code, if there is one, tells what to change.`,
  };
}

function createNoResponseFailure({ kind }: NoResponse): SendFailure {
  const isUnprocessed = kind === 'unreached';
  const problem: Problem = isUnprocessed
    ? {
        code: 'unavailable',
        detail: 'No connection to Twilio could be made.',
        retryable: true,
        retryAfter: 5,
      }
    : {
        code: 'timeout',
        detail:
          'Twilio took the request and gave no whole answer. The message may have been sent: do not send it again blindly.',
        retryable: false,
      };
  return { ok: false, problem, unprocessed: isUnprocessed, ...(isUnprocessed && { cause: 'unreached' }) };
}
