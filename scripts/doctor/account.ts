import { readPolicy } from '../../src/config';
import { findProblems } from '../../src/config/reader';
import { explain, Failure, PAGES, type Asked } from '../setup/failure';
import { nameLimit, renderBucket } from '../setup/rate-limits';
import { describe } from '../setup/service';
import { findSidProblem, shortenSid } from '../setup/sids';
import type { ServiceInstance, Twilio } from '../setup/twilio';
import { fail, ok, warn, type Check } from './check';
import { checkClock } from './machine';

export type Variables = Readonly<Record<string, string>>;

/** Runs a check that asks Twilio: what Twilio refuses, and a bad connection, fail it. */
export async function guard(name: string, asked: Asked, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await explain(asked, check);
  } catch (error) {
    // A Failure says itself what to do.
    if (error instanceof Failure) return [fail(name, error.message)];
    throw error;
  }
}

/** @param now this machine's clock */
export const checkAccount = (twilio: Twilio, sid: string, now: () => number): Promise<Check[]> =>
  guard('account', 'account', async () => {
    const { status, type, now: theirs } = await twilio.fetchAccount();
    const name = shortenSid(sid);
    const clock = checkClock(theirs, now());
    if (status !== 'active') return [fail('account', `${name} is ${status}.`, `see ${PAGES.account}`), clock];
    return type === 'Trial'
      ? [
          warn(
            'account',
            `${name} is on trial: it sends to verified numbers alone.`,
            `upgrade at ${PAGES.account}`,
          ),
          clock,
        ]
      : [ok('account', `${name} is active, and takes the credentials.`), clock];
  });

/** The service itself, then what the policy's variables need of it. */
export async function checkService(twilio: Twilio, variables: Variables): Promise<Check[]> {
  const sid = (variables['VERIFY_SERVICE_SID'] ?? '').trim();
  const problem = sid === '' ? 'VERIFY_SERVICE_SID is not set.' : findSidProblem('VERIFY_SERVICE_SID', sid);
  if (problem !== undefined) return [fail('verify service', problem, 'npm run setup')];
  return guard('verify service', 'service', async () => {
    const service = await twilio.fetchService(sid);
    const name = describe(service);
    const codes = service.customCodeEnabled
      ? ok('custom codes', 'switched on.')
      : fail('custom codes', 'switched off: every send is refused (60204).', 'npm run setup');
    return [
      ok('verify service', `${name}: users read this name in each message.`),
      codes,
      ...(await checkRateLimits(twilio, sid, variables)),
      ...checkChannels(service, variables),
    ];
  });
}

async function checkRateLimits(twilio: Twilio, service: string, variables: Variables): Promise<Check[]> {
  const { rateLimits: names } = readPolicy(variables, []);
  if (names.length === 0)
    return [ok('rate limits', 'RATE_LIMITS is not set: Verify counts nothing for you.')];
  return guard('rate limits', 'limits', async () => {
    const limits = await twilio.listRateLimits(service);
    const checks = names.map(async (one): Promise<Check> => {
      const uniqueName = nameLimit(one);
      const name = `rate limit ${one}`;
      const limit = limits.find((other) => other.uniqueName === uniqueName);
      if (limit === undefined)
        return fail(name, `RATE_LIMITS names it, and the service has no ${uniqueName}.`, 'npm run setup');
      const buckets = await twilio.listBuckets(service, limit.sid);
      return buckets.length === 0
        ? fail(name, `${uniqueName} has no bucket, so that it limits nothing.`, 'npm run setup')
        : ok(name, `${uniqueName}: ${buckets.map(renderBucket).join(', ')}.`);
    });
    return Promise.all(checks);
  });
}

/** What the channels of CHANNEL_PLAN need. Verify's API does not say whether a service has a mailer. */
function checkChannels({ whatsapp }: ServiceInstance, variables: Variables): Check[] {
  // The variable's own problems are among the variables'.
  if (findProblems(variables, readPolicy).some(({ field }) => field === 'CHANNEL_PLAN')) return [];
  const { plan } = readPolicy(variables, []);
  const planned = new Set(plan.flatMap(({ channels }) => channels));
  const checks: Check[] = [];
  if (planned.has('whatsapp')) {
    const { msg_service_sid: messaging, from } = (whatsapp ?? {}) as Record<string, unknown>;
    checks.push(
      messaging || from
        ? ok('channel whatsapp', 'the service has a sender for it.')
        : fail(
            'channel whatsapp',
            'CHANNEL_PLAN has it, and the service has no sender for it (68008).',
            `add one: ${PAGES.services}, the service, WhatsApp`,
          ),
    );
  }
  if (planned.has('email'))
    checks.push(
      warn(
        'channel email',
        'not known: no API says whether the service has an e-mail integration (60217).',
        `look: ${PAGES.services}, the service, Email`,
      ),
    );
  return checks;
}
