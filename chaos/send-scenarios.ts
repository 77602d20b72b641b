import { createEnvironment, request } from './environment';
import { createFaults, faultsAndHangs } from './faults';
import { startInstance, type Instance } from './instance';
import { proveAll } from './outcomes';
import type { Answer } from './redelivery';
import type { Result, Scenario } from './scenario';
import { auth0, generic, okta, type Sender } from './senders';
import { sendAll } from './sends';
import { startStandIn } from './stand-in';

/** Twilio gives 256 to a Function, which takes one call at a time. */
const MAX_RSS_MB = 256;
/** Most of the calls that run at once wait for a request that hangs. */
const AT_ONCE = 150;
/** So many that each serves fewer than the 1,000 requests that it remembers while one of its calls hangs. */
const INSTANCES = 8;

const PLAN = {
  CHANNEL_PLAN: 'whatsapp,sms,call;+44:sms,call;+55:call,whatsapp;auth0+1:sms,whatsapp,call',
  FALLBACK_SENDERS: '+14155550100@US,+14155550101,12345@US',
};
const RATES = { RATE_LIMITS: 'phone,ip,prefix,user', BLOCKED_PREFIXES: '+1900' };
const LOOKUP = { LINE_TYPES: '-premium,voip?', RISK_LIMIT: '60' };

interface Setup {
  sender: Sender;
  /** The owner's policy, in two words. */
  policy: string;
  environment: Record<string, string>;
  faultRate: number;
  /** Of all requests of the run. */
  share: number;
  /** Of all requests and events of the run. */
  events: number;
}

const setups: readonly Setup[] = [
  { sender: generic, policy: 'none', environment: {}, faultRate: 0.05, share: 0.2, events: 0.1 },
  {
    sender: generic,
    policy: 'plan, rates',
    environment: { ...PLAN, ...RATES },
    faultRate: 0.25,
    share: 0.2,
    events: 0.1,
  },
  {
    sender: auth0,
    policy: 'plan, Lookup',
    environment: { ...PLAN, ...LOOKUP },
    faultRate: 0.25,
    share: 0.1,
    events: 0,
  },
  {
    sender: okta,
    policy: 'fallback',
    environment: { FALLBACK_SENDERS: PLAN.FALLBACK_SENDERS },
    faultRate: 0.25,
    share: 0.1,
    events: 0,
  },
  {
    sender: generic,
    policy: 'dry run',
    environment: { ...PLAN, ...RATES, ...LOOKUP, POLICY_DRY_RUN: 'on' },
    faultRate: 0.4,
    share: 0.1,
    events: 0,
  },
];

/**
 * Sends through the built functions, and then the outcomes of what left. Each request reaches one of several warm
 * instances, and the same one if it is repeated: another knows nothing of it.
 * @param size requests and events of all scenarios together, redelivery's included
 */
export function createSendScenarios(size: number): Scenario[] {
  return setups.map((setup) => ({ run: (seed) => runSetup(setup, size, seed) }));
}

async function runSetup(
  { sender, policy, environment, faultRate, share, events }: Setup,
  size: number,
  seed: number,
): Promise<Result> {
  const standIn = await startStandIn(createFaults(seed, faultRate, faultsAndHangs));
  const env = { ...createEnvironment(standIn), ...environment };
  const senders = Array.from({ length: INSTANCES }, () => startInstance(sender.name, env));
  const outcomes = startInstance('otp/outcome', env);
  const call = (line: number, body: object, cut: boolean[]) =>
    (senders[line % INSTANCES] as Instance).call({ request, ...body }, cut);
  const deliver = (batch: unknown[]) => outcomes.call({ request, ...batch }) as Promise<Answer>;
  try {
    const sends = { size: Math.round(size * share), atOnce: AT_ONCE, seed, cutRate: faultRate / 5 };
    const { claims, example, ...sent } = await sendAll(sender, standIn, call, sends);
    if (example !== undefined) console.error(`${sender.name}: ${example}`);
    const requests = standIn.countRequests();
    const proved = await proveAll(sent.delivered.slice(0, Math.round(size * events)), standIn, deliver);
    const rss = Math.max(...[...senders, outcomes].map((instance) => instance.maxRssMb()));
    const faults = {
      doubled: sent.doubled,
      pretended: sent.pretended,
      denied: sent.denied,
      mistaken: sent.mistaken + proved.mistaken,
      leaked: sent.leaked,
      'no answer': claims.fault,
      lost: proved.lost,
      miscounted: proved.miscounted,
    };
    return {
      count: sends.size + proved.events,
      cells: {
        function: sender.name,
        policy,
        faults: `${faultRate * 100} %`,
        requests: String(sends.size),
        calls: String(sent.calls),
        'API calls': String(requests),
        sent: String(sent.delivered.length),
        'by fallback': String(sent.fallen),
        refused: String(claims.unsent),
        unsure: String(claims.unsure),
        events: String(proved.events),
        ...Object.fromEntries(Object.entries(faults).map(([name, value]) => [name, String(value)])),
        slowest: `${(sent.slowestMs / 1000).toFixed(1)} s`,
        'max RSS': `${rss.toFixed(0)} MB`,
      },
      bounds: [
        ...Object.entries(faults).map(([name, value]) => ({ name, value, most: 0 })),
        { name: 'max RSS', value: rss, most: MAX_RSS_MB },
      ],
    };
  } finally {
    for (const instance of [...senders, outcomes]) instance.end();
    await standIn.close();
  }
}
