import type { DeliveryMethod } from './custom-provider';
import type { Device } from './environment';
import type { Otp } from './otp';
import type { User } from './users';

/** One sign-in under way, and what its next page shows. */
export interface SignIn {
  /** In the activities. */
  readonly flowId: string;
  /** `Single_Factor` asks for no passcode. */
  readonly policy: Policy;
  step: Step;
  email: string;
  user?: User;
  device?: Device;
  by: DeliveryMethod;
  /** The latest that was delivered. */
  otp?: Otp;
  /** What went wrong with the last thing that the user did. */
  problem: string | undefined;
  /** Why the latest was not delivered, for an administrator alone. */
  refusal?: string;
}

type Step = 'password' | 'enrol' | 'otp' | 'locked';

/** What can be done at each step; whoever has a device cannot skip it by enrolling another. */
export const ACTIONS: Readonly<Record<Step, readonly string[]>> = {
  password: ['password'],
  enrol: ['enrol'],
  otp: ['check', 'text', 'call', 'another'],
  locked: [],
};

/** The sign-on policies that every environment has; an application is assigned both. */
export const POLICIES = ['Multi_Factor', 'Single_Factor'] as const;
export type Policy = (typeof POLICIES)[number];

/** Who signed in, and how; `amr` has the names of RFC 8176. */
export interface Finished {
  user: User;
  amr: string[];
}

/** `["pwd"]` is seen; what PingOne writes after a passcode is INFERRED. */
export const AMR: Readonly<Record<DeliveryMethod, string[]>> = {
  SMS: ['pwd', 'otp', 'sms', 'mfa'],
  VOICE: ['pwd', 'otp', 'tel', 'mfa'],
};
