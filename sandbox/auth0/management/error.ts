import type { Clock } from '../../clock';
import type { Answer } from '../../route';

const PATH = /^\/(api\/v2|oauth)\//;
const LABEL = { 'X-Sandbox': 'verify-bridge stand-in, not Auth0' };

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};
const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_token',
  404: 'inexistent_resource',
  429: 'too_many_requests',
};

/** `{"statusCode":403,"error":"Forbidden","message":"…","errorCode":"insufficient_scope"}` */
export function createAuth0Error(status: number, message: string, errorCode = CODES[status]): Answer {
  const error = TITLES[status] ?? 'Error';
  return {
    status,
    body: { statusCode: status, error, message, ...(errorCode !== undefined && { errorCode }) },
  };
}

/** @param mismatch `Missing required property: name` */
export const createValidationError = (mismatch: string): Answer =>
  createAuth0Error(400, `Payload validation error: '${mismatch}'.`, 'invalid_body');

/** The token endpoint's: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export const createOauthError = (status: number, error: string, description: string): Answer => ({
  status,
  body: { error, error_description: description },
});

/** An answer as Auth0 would have worded it, where the path is one of Auth0's: faults have Twilio's error in them. */
export function toAuth0Error(path: string, answer: Answer, clock: Clock): Answer {
  if (!PATH.test(path)) return answer;
  const { status, body } = answer;
  const isTwilioError = typeof body === 'object' && body !== null && 'more_info' in body;
  // https://auth0.com/docs/troubleshoot/customer-support/operational-policies/rate-limit-policy
  const reset = status === 429 && { 'X-RateLimit-Reset': String(Math.ceil(clock.now() / 1000)) };
  return {
    ...answer,
    ...(isTwilioError && { body: createAuth0Error(status, 'The stand-in was told to fail.').body }),
    headers: { ...LABEL, ...reset, ...answer.headers },
  };
}
