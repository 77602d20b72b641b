import type { Report } from '../core/feedback';
import type { Delivery } from '../core/otp-request';
import { maskNumber } from '../core/phone-number';
import { problemTypes, type Problem } from '../core/problem';
import type { Html } from './html';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** What is answered, in JSON; where there is a page, only what the log line takes from it. */
  body: Record<string, unknown>;
  /** What is answered instead, to a person. */
  html?: Html;
  /** Our own body, where a provider wants another: for the log line and for the test page. */
  problem?: Record<string, unknown>;
  delivery?: Record<string, unknown>;
}

export function createJsonReply(status: number, body: Record<string, unknown>): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}

/** 201 `{"sid":"VE…","status":"pending","channel":"sms","to":"+1******2671"}`; the fallback's says `via`, too. */
export function createDeliveryReply({ sid, status, channel, to, via }: Delivery): Reply {
  return createJsonReply(201, {
    sid,
    status,
    channel,
    to: maskNumber(to),
    ...(via !== undefined && { via }),
  });
}

/** 200 with the counts where nothing is left to do, else 503 with them, so that the provider sends the batch again. */
export function createReportReply(report: Report): Reply {
  const counts: Record<string, unknown> = { ...report };
  if (report.failed === 0) return createJsonReply(200, counts);
  const reply = createProblemReply({
    code: 'unavailable',
    detail: `${report.failed} of ${report.received} events may yet succeed: send the batch again.`,
    retryable: true,
    retryAfter: 10,
  });
  return { ...reply, body: { ...reply.body, ...counts } };
}

/** `application/problem+json`, RFC 9457. `type` is a page of the deployment itself. */
export function createProblemReply(
  problem: Problem,
  status: number = problemTypes[problem.code].status,
): Reply {
  const { title } = problemTypes[problem.code];
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' };
  if (problem.retryAfter !== undefined) headers['Retry-After'] = String(Math.ceil(problem.retryAfter));
  return {
    status,
    headers,
    body: {
      type: `/problems.html#${problem.code}`,
      title,
      status,
      detail: problem.detail,
      code: problem.code,
      retryable: problem.retryable,
      ...(problem.twilioCode !== undefined && { twilio_code: problem.twilioCode }),
      ...(problem.errors !== undefined && { errors: problem.errors }),
      ...(problem.rule !== undefined && { rule: problem.rule }),
    },
  };
}
