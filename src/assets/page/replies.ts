import type { Channel } from '../../core/otp-request';
import type { Conversion } from '../../core/conversion';
import type { Report } from '../../core/feedback';
import type { FieldProblem, ProblemCode } from '../../core/problem';

/** What the functions of src/functions/console answer. */

/** RFC 9457, as http/reply.ts puts it on the wire. */
export interface ProblemDocument {
  title: string;
  detail: string;
  code: ProblemCode;
  status: number;
  retryable: boolean;
  twilio_code?: number;
  errors?: FieldProblem[];
}

export interface StatusReply {
  variables: {
    name: string;
    state: 'ok' | 'missing' | 'malformed';
    problem: string | null;
    for: string;
    set: boolean;
  }[];
  service:
    | { ok: true; friendly_name: string; custom_code_enabled: boolean }
    | { ok: false; problem: ProblemDocument };
  endpoints: { path: string; idp: string; title: string; open: boolean }[];
  sandbox: boolean;
}

/** What an endpoint would have answered a provider. */
export interface WrappedReply<T> {
  status: number;
  body: T | (ProblemDocument & Partial<T>);
  ms: number;
  /** The bridge's own answer, where the provider gets one in a format of its own. */
  delivery?: T;
  problem?: ProblemDocument;
}

export interface DeliveryReply {
  sid: string;
  status: string;
  channel: Channel;
  to: string;
  /** The API of the fallback, which sent what Verify knows nothing of. */
  via?: 'messaging' | 'voice';
}

/** Of /verify/check, /totp/verify and /totp/check. */
export interface CheckReply {
  status: string;
  valid: boolean;
}

export interface FactorReply {
  sid: string;
  identity: string;
  status: string;
  uri: string;
  secret?: string;
}

export type ReportReply = Report;

export interface VerificationReply {
  sid: string;
  status: string;
  attempts: number;
}

export type ConversionReply = Conversion & { cached: boolean };

export interface Message {
  sid: string;
  to: string;
  channel: Channel;
  /** Null where a text message of the fallback has none. */
  code: string | null;
  text: string;
  send_digits: string | null;
  at: string;
}

export interface MagicNumber {
  number: string;
  outcome: string;
}

export interface MessagesReply {
  messages: Message[];
  numbers: MagicNumber[];
  sign_ins: SignIn[];
}

/** Where a user can sign in with a provider's stand-in. */
export interface SignIn {
  name: string;
  url: string;
}

export function isProblem(body: unknown): body is ProblemDocument {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'detail' in body;
}
