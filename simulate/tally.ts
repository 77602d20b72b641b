import type { LookupPackage } from '../src/core/number-lookup';
import type { PolicyRule } from '../src/core/problem';
import type { PasscodeRequest } from './passcode-request';
import { findFee, LOOKUP_FEES, VERIFY_FEE } from './prices';

/** What became of the requests of one scenario under one set of rules: requests = sent + refused by a rule + failed. */
export interface Tally {
  requests: number;
  sent: number;
  sentToBots: number;
  /** By the rule of the owner's that refused: `blocked`, or 429 of a limit of the owner's. */
  refused: Record<PolicyRule, number>;
  /** Whatever else was answered. */
  failed: number;
  /** Requests of which the log says that a rule would refuse them. */
  wouldBlock: number;
  /** Requests of people that a rule refused: the false positives. */
  usersRefused: number;
  /** Logins of which Verify was told that their passcode was typed in. */
  approved: number;
  /** Messages that reached a phone in the sandbox, and those of them that it had before. */
  delivered: number;
  doubled: number;
  lookups: Record<LookupPackage, number>;
  /** US dollars, of what was sent. */
  sendUsd: number;
}

export function createTally(): Tally {
  return {
    requests: 0,
    sent: 0,
    sentToBots: 0,
    refused: { prefix: 0, non_geographic: 0, line_type: 0, risk: 0, rate: 0 },
    failed: 0,
    wouldBlock: 0,
    usersRefused: 0,
    approved: 0,
    delivered: 0,
    doubled: 0,
    lookups: { line_type_intelligence: 0, sms_pumping_risk: 0 },
    sendUsd: 0,
  };
}

/** Counts the answer to one request. @returns whether the passcode was sent */
export function countAnswer(
  tally: Tally,
  { to, isBot }: PasscodeRequest,
  { status, body }: { status: number; body: Record<string, unknown> },
): boolean {
  tally.requests += 1;
  if (status === 201) {
    tally.sent += 1;
    if (isBot) tally.sentToBots += 1;
    tally.sendUsd += VERIFY_FEE.usd + findFee(to, String(body['channel'])).usd;
    return true;
  }
  const rule = body['rule'];
  if (isRule(tally, rule)) {
    tally.refused[rule] += 1;
    if (!isBot) tally.usersRefused += 1;
  } else tally.failed += 1;
  return false;
}

function isRule({ refused }: Tally, rule: unknown): rule is PolicyRule {
  return typeof rule === 'string' && Object.hasOwn(refused, rule);
}

/** What cannot be, in words; none if the counts agree with each other and with the messages in the sandbox. */
export function findContradictions(tally: Tally): string[] {
  const { requests, sent, failed, delivered, doubled } = tally;
  const refused = Object.values(tally.refused).reduce((sum, one) => sum + one, 0);
  return [
    ...(requests === sent + refused + failed ? [] : ['the requests are not all sent, refused or failed']),
    ...(delivered === sent ? [] : [`${sent} were sent, and ${delivered} arrived`]),
    ...(doubled === 0 ? [] : [`${doubled} arrived twice`]),
  ];
}

/** US dollars. */
export function priceLookups({ lookups }: Tally): number {
  return Object.entries(lookups).reduce(
    (sum, [name, count]) => sum + count * LOOKUP_FEES[name as LookupPackage].usd,
    0,
  );
}
