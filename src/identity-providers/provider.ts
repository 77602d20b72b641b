import type { Reader } from '../config/reader';
import type { Deadline } from '../core/deadline';
import type { Outcome } from '../core/feedback';
import type { FeedbackResult } from '../core/feedback-result';
import type { Delivery, SendRequest } from '../core/otp-request';
import type { PhoneNumber } from '../core/phone-number';
import type { Problem } from '../core/problem';
import type { Fields } from '../core/record';
import type { Result } from '../core/result';
import type { ReadHeader } from '../core/signature';
import type { Credentials } from '../http/credentials';
import type { Reply } from '../http/reply';
import type { ProviderProfile } from './provider-profile';

/** An identity provider. registry.ts lists all of them, and nothing else of the bridge knows one by name. */
export interface Provider {
  profile: ProviderProfile;
  otpRoutes: readonly OtpRoute[];
  /** Without it the provider gives no feedback. */
  eventRoute?: EventRoute;
}

interface Route<Settings> {
  /** The name of the provider, as in its profile. */
  idp: string;
  /** Below the origin, and below src/functions: `pingone/sms`. */
  path: string;
  /** What the route needs besides the settings of every provider. */
  readSettings: Reader<Settings>;
  /** Who may call. */
  credentials(settings: Settings): Credentials;
  /** The time limit of the whole call, if the provider waits less than 8 s. */
  timeoutMs?: number;
  /** The provider's set is whole without the variables of this route. */
  isOptional?: true;
}

/** A route to which a provider posts one-time passcodes. */
export interface OtpRoute<Settings = unknown> extends Route<Settings> {
  /** @returns the request, its channel included; `invalid_request` or `not_an_otp` */
  parseRequest: (body: Fields) => Result<SendRequest>;
  /** The provider's own answers, in place of our 201 and of our problem documents. */
  renderDelivery?: (delivery: Delivery) => Reply;
  renderProblem?: (problem: Problem) => Reply;
}

/** A route to which a provider posts events. */
export interface EventRoute<Settings = unknown, Reference extends string = string> extends Route<Settings> {
  /** @returns the events of a batch in any of the provider's formats; `invalid_request` */
  readEvents: (body: Fields) => Result<unknown[]>;
  parseEvent(event: unknown): Outcome<Reference>;
  /** The answer to a call by which the provider checks that it may post here; undefined for every other call. */
  answerChallenge?: (header: ReadHeader, body: Fields) => Reply | undefined;
  /** How an event leads to a number, if its reference is not the number itself. */
  phoneLookup?: PhoneLookup<Settings, Reference>;
}

export interface PhoneLookup<Settings, Reference extends string> {
  /** The settings that are missing to find numbers, as a sentence; undefined if all are set. */
  describeMissing(settings: Settings): string | undefined;
  /** Whether the reference belongs to the owner's own tenant. If not, the event is `unmappable`. */
  isOwn(settings: Settings, reference: Reference): boolean;
  findPhone(
    settings: Settings,
    reference: Reference,
    deadline: Deadline,
  ): Promise<FeedbackResult<PhoneNumber>>;
}
