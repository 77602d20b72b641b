import type { Answer } from '../route';

/** Status and message of the errors that the stand-in gives. Each has a page: https://www.twilio.com/docs/api/errors/<code> */
const ERRORS: Readonly<Record<number, readonly [status: number, message: string]>> = {
  20003: [401, 'Authentication Error - invalid username'],
  20004: [405, 'Method not allowed'],
  20403: [403, 'Account is suspended'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too many requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service is temporarily unavailable'],
  60200: [400, 'Invalid parameter'],
  60202: [429, 'Max check attempts reached'],
  60203: [429, 'Max send attempts reached'],
  60204: [403, 'Service does not support this feature'],
  60205: [403, 'SMS is not supported by landline phone number'],
  60207: [400, 'Max rate limits per service reached'],
  60208: [400, 'Rate limit with that UniqueName already exists'],
  60209: [400, 'UniqueName format is invalid'],
  60210: [400, 'Max Buckets per Rate limit reached'],
  60212: [429, 'Too many concurrent requests for phone number'],
  60217: [400, 'Invalid Service configuration'],
  60220: [400, 'Messages to China require use case vetting'],
  60221: [400, 'No target verification specified'],
  60223: [400, 'Delivery channel disabled'],
  // The status of the next two is on no page; a refusal for good is a 403 everywhere else in Verify.
  60238: [403, 'Verification creation attempt blocked by Twilio'],
  60410: [403, 'Verification delivery attempt blocked by Fraud Guard'],
  60605: [403, 'Verification delivery attempt blocked by Geo Permissions'],
  // Nor is the status of this one. The page of its like, 60217, has a 400.
  68008: [400, 'WhatsApp channel not configured'],
  60626: [429, 'Phone number rate limit reached'],
};

export function isKnownCode(code: number): boolean {
  return code in ERRORS;
}

/** The HTTP status that goes with an error code; 400 if the code is not known here. */
export function getStatus(code: number): number {
  return ERRORS[code]?.[0] ?? 400;
}

/**
 * Twilio's error: `{code, message, more_info, status}`.
 * @param message instead of the usual one
 * @param status instead of the usual one
 */
export function createRefusal(code: number, message?: string, status = getStatus(code)): Answer {
  return {
    status,
    body: {
      code,
      message: message ?? ERRORS[code]?.[1] ?? 'Error',
      more_info: `https://www.twilio.com/docs/errors/${code}`,
      status,
    },
  };
}

/** A parameter that is missing or wrong. */
export function createInvalidParameter(name: string): Answer {
  return createRefusal(60200, `Invalid parameter \`${name}\``);
}

export function createNotFound(path: string): Answer {
  return createRefusal(20404, `The requested resource ${path} was not found`);
}
