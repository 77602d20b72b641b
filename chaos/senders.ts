import type { Reply } from './instance';

/** One passcode that is to be sent. */
export interface Send {
  /** Which phone it is for. */
  line: number;
  to: string;
  /** No other has the same. */
  passcode: string;
  channel: 'sms' | 'call';
  /** Which stays the same when the provider tries again. */
  id: string;
}

/** What a reply says became of the passcode. */
export type Claim =
  | { kind: 'sent'; sid: string; channel?: string; via?: string }
  /** It may have been sent. */
  | { kind: 'unsure' }
  /** Nothing was sent. */
  | { kind: 'unsent'; isRetryable: boolean; code: string }
  /** No answer that the contract has for a request without a mistake. */
  | { kind: 'fault'; reply: Reply };

/** What chaos needs to know of a caller that sends passcodes. */
export interface Sender {
  /** Of its function. */
  name: string;
  /** Its body has the id. */
  hasId: boolean;
  createBody(send: Send): object;
  readClaim(reply: Reply): Claim;
}

interface Problem {
  code: string;
  retryable?: boolean;
  twilio_code?: number;
}

const UNSENT = ['blocked', 'undeliverable', 'rate_limited', 'service_misconfigured'];

/** What the contract promises for each problem: docs/problems.md. */
function readProblem({ code, retryable = false, twilio_code }: Problem, reply: Reply): Claim {
  // Twilio's 5xx has a code here, and what was never connected has none.
  if (code === 'timeout' || (code === 'unavailable' && twilio_code !== undefined)) return { kind: 'unsure' };
  if (UNSENT.includes(code) || code === 'unavailable')
    return { kind: 'unsent', isRetryable: retryable, code };
  return { kind: 'fault', reply };
}

function readOwnReply(reply: Reply): Claim {
  if (reply.status !== 201) return readProblem(reply.body as Problem, reply);
  return { kind: 'sent', ...(reply.body as { sid: string; channel: string; via?: string }) };
}

/** The bridge's own contract. */
export const generic: Sender = {
  name: 'otp/send',
  hasId: true,
  createBody: ({ to, passcode, channel, id }) => ({
    to,
    code: passcode,
    channel,
    request_id: id,
    locale: 'en-US',
    ip: '192.0.2.1',
  }),
  readClaim: readOwnReply,
};

/** Our Auth0 Actions, whose requests have no id. */
export const auth0: Sender = {
  name: 'auth0/send',
  hasId: false,
  createBody: ({ to, passcode, channel }) => ({
    event: {
      notification: {
        delivery_method: channel === 'sms' ? 'text' : 'voice',
        recipient: to,
        code: passcode,
        locale: 'en-US',
      },
      request: { ip: '192.0.2.1' },
      user: { user_id: `auth0|${to}` },
    },
  }),
  readClaim: readOwnReply,
};

interface OktaReply {
  commands?: { value: { transactionId: string }[] }[];
  error?: { errorCauses: { reason: string }[] };
}

/** Okta's telephony hook. Its reply does not tell a 5xx of Twilio's from a connection that was never made. */
export const okta: Sender = {
  name: 'okta/telephony',
  hasId: true,
  createBody: ({ to, passcode, channel, id }) => ({
    eventId: id,
    eventType: 'com.okta.telephony.provider',
    data: {
      messageProfile: {
        phoneNumber: to,
        otpCode: passcode,
        deliveryChannel: channel === 'sms' ? 'SMS' : 'VOICE CALL',
        locale: 'EN-US',
      },
    },
  }),
  readClaim(reply) {
    const { commands, error } = reply.body as OktaReply;
    const sid = commands?.[0]?.value[0]?.transactionId;
    if (reply.status === 200 && sid !== undefined) return { kind: 'sent', sid };
    const code = error?.errorCauses[0]?.reason ?? '';
    return code === 'unavailable' ? { kind: 'unsure' } : readProblem({ code }, reply);
  },
};
