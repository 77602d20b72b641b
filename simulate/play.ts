import pLimit from 'p-limit';
import type { LookupPackage } from '../src/core/number-lookup';
import { loadFunction, sandboxEnvironment, type BuiltFunction } from './functions';
import { captureLog } from './log';
import type { PasscodeRequest, Traffic } from './passcode-request';
import type { RuleSet } from './rule-sets';
import { startStage, type Stage } from './stage';
import { countAnswer, createTally, type Tally } from './tally';

/** Simulated seconds that pass at once. What comes within them comes at the same time. */
const STEP_S = 60;
/** As many connections as the function keeps open. More would be made anew, and slower. */
const AT_ONCE = 10;
/** The sandbox remembers 1,000 messages. */
const MESSAGES_AT_ONCE = 500;
const APPROVALS_AT_ONCE = 50;

/**
 * Plays the requests through /otp/send as it is deployed, and the approvals through /otp/outcome, against a sandbox whose
 * time goes on with that of the traffic.
 * @param onProgress is told how many requests have been answered
 */
export async function playTraffic(
  { requests, lookupRanges }: Traffic,
  { environment }: RuleSet,
  onProgress: (answered: number) => void = () => undefined,
): Promise<Tally> {
  const tally = createTally();
  const stage = await startStage(lookupRanges);
  const settings = { ...sandboxEnvironment, ...environment, TWILIO_API_BASE_URL: stage.url };
  const send = loadFunction('otp/send', settings);
  const tellOutcomes = loadFunction('otp/outcome', settings);
  const log = captureLog((line) => {
    if (line['would_block'] !== undefined) tally.wouldBlock += 1;
  });
  const delivered = new Set<string>();
  try {
    let now = 0;
    for (const step of splitSteps(requests)) {
      const start = Math.floor((step[0]?.at ?? 0) / STEP_S) * STEP_S;
      if (start > now) await stage.advance(start - now);
      now = Math.max(now, start);
      const approving = await sendAll(step, send, tally);
      await countMessages(stage, delivered, tally);
      await approveAll(approving, tellOutcomes, tally);
      onProgress(tally.requests);
    }
    for (const [name, count] of Object.entries(stage.countLookups()))
      tally.lookups[name as LookupPackage] += count;
    return tally;
  } finally {
    log.release();
    await stage.close();
  }
}

/** Requests of one minute, and not too many. */
function* splitSteps(requests: readonly PasscodeRequest[]): Generator<PasscodeRequest[]> {
  let step: PasscodeRequest[] = [];
  for (const request of requests) {
    const isOver = Math.floor(request.at / STEP_S) > Math.floor((step[0]?.at ?? request.at) / STEP_S);
    if (isOver || step.length >= MESSAGES_AT_ONCE) {
      yield step;
      step = [];
    }
    step.push(request);
  }
  if (step.length > 0) yield step;
}

/** @returns the verifications whose passcodes are typed in */
async function sendAll(
  requests: readonly PasscodeRequest[],
  send: BuiltFunction,
  tally: Tally,
): Promise<string[]> {
  const limit = pLimit(AT_ONCE);
  const approving: string[] = [];
  const sendOne = async (request: PasscodeRequest) => {
    const { to, code, channel, ip, approves } = request;
    const answer = await send({ to, code, channel, ip });
    if (countAnswer(tally, request, answer) && approves) approving.push(String(answer.body['sid']));
  };
  await Promise.all(requests.map((request) => limit(() => sendOne(request))));
  return approving;
}

async function countMessages(stage: Stage, delivered: Set<string>, tally: Tally): Promise<void> {
  for (const message of await stage.takeMessages()) {
    tally.delivered += 1;
    if (delivered.has(message)) tally.doubled += 1;
    delivered.add(message);
  }
}

/** By the verification, and without a time: the functions' time is that of the machine, which does not go on as fast. */
async function approveAll(sids: readonly string[], tell: BuiltFunction, tally: Tally): Promise<void> {
  for (let start = 0; start < sids.length; start += APPROVALS_AT_ONCE) {
    const events = sids
      .slice(start, start + APPROVALS_AT_ONCE)
      .map((sid) => ({ sid, outcome: 'approved' as const }));
    const { body } = await tell({ events });
    tally.approved += Number(body['approved'] ?? 0);
  }
}
