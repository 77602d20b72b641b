import type { Reply } from './instance';
import type { Message } from './messages';
import type { Claim, Send } from './senders';

/** What became of many sends, by what their callers were told and by what left for a phone. */
export interface SendOutcome {
  /** Calls of the function: some callers ask for the same once more. */
  calls: number;
  claims: Record<Claim['kind'], number>;
  /** Passcodes that left outside Verify. */
  fallen: number;
  /** Passcodes that left twice or more, on whatever channel and API. */
  doubled: number;
  /** Replies that say `sent` of a passcode that did not leave. */
  pretended: number;
  /** Replies that say that nothing was sent of a passcode that left. */
  denied: number;
  /** Replies with another SID, channel or API than that of the passcode that left. */
  mistaken: number;
  /** Replies with a passcode or a number in them. */
  leaked: number;
  /** The first request for which something of this is to be counted, in words. */
  example: string | undefined;
  slowestMs: number;
  /** Whose passcode left, and the SID by which the caller knows it, if it does. */
  delivered: { to: string; sid: string | undefined }[];
}

export const createOutcome = (): SendOutcome => ({
  calls: 0,
  claims: { sent: 0, unsure: 0, unsent: 0, fault: 0 },
  fallen: 0,
  doubled: 0,
  pretended: 0,
  denied: 0,
  mistaken: 0,
  leaked: 0,
  example: undefined,
  slowestMs: 0,
  delivered: [],
});

/** Judges a reply by what had left when it came. */
export function judge(
  outcome: SendOutcome,
  { to, passcode }: Send,
  reply: Reply,
  claim: Claim,
  messages: readonly Message[],
): void {
  outcome.calls += 1;
  outcome.claims[claim.kind] += 1;
  const text = JSON.stringify(reply.body);
  const [message] = messages;
  const isSent = message !== undefined;
  const faults = {
    leaked: text.includes(passcode) || text.includes(to.slice(1)),
    denied: claim.kind === 'unsent' && isSent,
    pretended: claim.kind === 'sent' && !isSent,
    mistaken: claim.kind === 'sent' && isSent && !isOf(message, claim),
  };
  count(outcome, faults, { passcode, claim, messages });
  if (claim.kind === 'fault') outcome.example ??= text;
}

type Fault = 'doubled' | 'pretended' | 'denied' | 'mistaken' | 'leaked';

function count(outcome: SendOutcome, faults: Partial<Record<Fault, boolean>>, example: object): void {
  for (const [fault, isTrue] of Object.entries(faults) as [Fault, boolean][]) {
    if (!isTrue) continue;
    outcome[fault] += 1;
    outcome.example ??= `${fault}: ${JSON.stringify(example)}`;
  }
}

function isOf({ sid, channel, api }: Message, claim: Claim & { kind: 'sent' }): boolean {
  if (sid !== claim.sid) return false;
  // Okta is told no channel.
  return claim.channel === undefined || (channel === claim.channel && api === (claim.via ?? 'verify'));
}

/** Judges a request by what has left in the end, which may be later than its replies. */
export function settle(
  outcome: SendOutcome,
  { to, passcode }: Send,
  claims: readonly Claim[],
  messages: readonly Message[],
): void {
  const [message] = messages;
  if (message === undefined) return;
  const faults = {
    doubled: messages.length > 1,
    denied: claims.every(({ kind }) => kind === 'unsent'),
  };
  count(outcome, faults, { passcode, claims, messages });
  if (message.api !== 'verify') outcome.fallen += 1;
  const known = claims.find((claim) => claim.kind === 'sent');
  outcome.delivered.push({ to, sid: known?.sid });
}
