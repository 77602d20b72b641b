import { maskNumber } from '../core/phone-number';
import type { Delivery, OtpRequest } from '../core/otp-request';
import { problemTypes, type Problem } from '../core/problem';
import { ok, type Result } from '../core/result';
import type { Html } from './html';

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** What is answered, in JSON; where there is a page, only what the log line takes from it. */
  body: Record<string, unknown>;
  /** What is answered instead, to a person. */
  html?: Html;
}

export function createJsonReply(status: number, body: Record<string, unknown>): Reply {
  return { status, headers: { 'Content-Type': 'application/json' }, body };
}

/** 201 `{"sid":"VE…","status":"pending","channel":"sms","to":"+1******2671"}`, and the same in the call's log line. */
export function createDeliveryReply(
  request: OtpRequest,
  result: Result<Delivery>,
  note: (fields: Record<string, unknown>) => void,
): Result<Reply> {
  note({ channel: request.channel, to: maskNumber(request.to) });
  if (!result.ok) return result;
  const { sid, status, channel } = result.value;
  note({ outcome: 'delivered', channel, sid });
  return ok(createJsonReply(201, { sid, status, channel, to: maskNumber(request.to) }));
}

/** `application/problem+json`, RFC 9457. `type` is a page of the deployment itself. */
export function createProblemReply(problem: Problem, status: number = problemTypes[problem.code].status): Reply {
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
    },
  };
}
