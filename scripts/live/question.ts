import type { Clock } from '../../src/core/deadline';
import type { WireBody } from '../../src/identity-providers/provider-profile';
import type { Shape } from '../../src/live/shape';
import type { Asking } from './asking';
import type { EchoRoute } from './echo-route';
import type { Verifications } from './verifications';

/** What a question may use. What it needs is there: others are not asked. */
export interface Live {
  asking: Asking;
  clock: Clock;
  /** Prints what the person is to do. */
  say(text: string): void;
  /** With the number that was typed in. */
  verifications?: Verifications | undefined;
  /** Of the deployment that was named. */
  echo?: EchoRoute | undefined;
}

export type Verdict = 'as expected' | 'differs' | 'now known' | 'not asked' | 'failed';

/** A body that the deployed runtime was sent, and what a function saw of it. */
export interface RuntimeCall {
  title: string;
  /** As it was sent, with a sample in the place of the token. */
  wire: WireBody;
  status: number;
  /** Masked; undefined where the runtime called no function. */
  seen?: Pick<Shape, 'kind' | 'events' | 'body'> & {
    /** Whether the function saw the headers, which a key named `request` hides. */
    hasHeaders: boolean;
  };
}

/** No secret, number, code, SID or domain is in it. */
export interface Answer {
  verdict: Verdict;
  /** Sentences. */
  found: readonly string[];
  /** What a provider sent, with samples in the place of what was masked, and the route that reads it. */
  recorded?: { path: string; wire: WireBody };
  /** What the runtime made of bodies. */
  calls?: readonly RuntimeCall[];
}

/** One of the questions that the documents leave open. */
export interface Question {
  id: string;
  title: string;
  /** The documents that list it. */
  documents: readonly string[];
  needs: 'number' | 'deployment' | 'tenant';
  /** How many messages it sends at most. */
  messages: number;
  /** How many logins of a test user it asks for at most, each with a passcode that the tenant's own sender sends. */
  logins?: number;
  /** What the documents say, and verify-bridge relies on. */
  expected: string;
  ask(live: Live): Promise<Answer>;
}

export const notAsked: Answer = { verdict: 'not asked', found: [] };

/** The verdict over findings of which each is as expected or not. */
export const judge = (findings: readonly { isExpected: boolean }[]): Verdict =>
  findings.every(({ isExpected }) => isExpected) ? 'as expected' : 'differs';
