import type { Answer } from '../route';

/** Status and message of the errors that the stand-in gives. Each has a page: https://www.twilio.com/docs/api/errors/<code> */
const ERRORS: Readonly<Record<number, readonly [status: number, message: string]>> = {
  12100: [400, 'Document parse failure'],
  // No page says what the older API does with a filter or a page that is none.
  20001: [400, 'Unknown parameters'],
  20003: [401, 'Authentication Error - invalid username'],
  20004: [405, 'Method not allowed'],
  20007: [400, 'Page size too large'],
  20403: [403, 'Account is suspended'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too many requests'],
  20500: [500, 'An internal server error has occurred'],
  20503: [503, 'Service is temporarily unavailable'],
  // Messages and calls. Their pages have no status; all are about what was asked for.
  21201: [400, "No 'To' number specified"],
  21205: [400, 'Invalid URL'],
  21210: [400, "'From' phone number not verified"],
  21211: [400, "Invalid 'To' Phone Number"],
  21212: [400, "Invalid 'From' Number"],
  21213: [400, "'From' phone number is required"],
  21266: [400, "'To' and 'From' number cannot be the same"],
  21602: [400, 'Message body is required'],
  21603: [400, "A 'From' or 'MessagingServiceSid' parameter is required to send a message"],
  21604: [400, "'To' phone number is required to send a Message"],
  21612: [400, "The 'To' phone number is not currently reachable using the 'From' phone number"],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21659: [400, "'From' is not a Twilio phone number or Short Code country mismatch"],
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
  60310: [429, 'Factor verification attempts reached'],
  60311: [403, 'Factor verification failed'],
  60312: [429, 'Challenge creation limit reached'],
  60315: [400, 'Max factors per entity reached'],
  60318: [403, 'Factor is unverified'],
  60324: [403, 'Challenge verification failed'],
  60326: [429, 'Too many requests to create factors for the entity'],
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
