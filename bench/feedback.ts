import { factorSucceeded, passwordLogin, streamed } from '../tests/fixtures/auth0-logs';
import { runChild } from './child';
import { auth0LogStream } from './contenders';
import { medianAndMin, type Figure } from './samples';
import type { Row } from './table';
import { FEEDBACK_LATENCY_MS, type Upstream } from './upstream';

const APPROVALS = 500;
/** Of src/core/feedback.ts. */
const AT_ONCE = 10;
const FEW = 1_000;
const MANY = 10_000;
const ROUNDS = 3;
/** Of the irrelevant events in one process: the first ones compile the code. */
const CALLS = 15;

interface FeedbackReport {
  samples: number[];
  statusCode: number;
  body: string;
  sdkModules: number;
  maxRssKb: number;
}

/** Batches to auth0/log-stream, from one that the runtime has parsed to its reply. A row names what it is against. */
export async function measureFeedback(upstream: Upstream): Promise<Row[]> {
  return [...(await approvals(upstream)), ...(await irrelevant(upstream))];
}

/** Ours against the time that the upstream alone takes with ten calls at once. */
async function approvals(upstream: Upstream): Promise<Row[]> {
  const record = proved();
  const [fresh, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { samples } = await batches('approved', record, APPROVALS, 2, upstream);
    fresh.push(samples[0] ?? NaN);
    warm.push(samples[1] ?? NaN);
  }
  const bound = { value: (APPROVALS / AT_ONCE) * FEEDBACK_LATENCY_MS };
  const row = (process: string, samples: number[]): Row => ({
    name: `${APPROVALS} approvals, ${process} process, against ${APPROVALS}/${AT_ONCE} x ${FEEDBACK_LATENCY_MS} ms`,
    unit: 'ms',
    ours: medianAndMin(samples),
    baseline: bound,
    target: process === 'fresh' ? 1.05 : 1.15,
  });
  return [row('fresh', fresh), row('warm', warm)];
}

/** Many events against few; what they take, body included, against one; what they load, against one approval. */
async function irrelevant(upstream: Upstream): Promise<Row[]> {
  const run = (count: number, calls: number) =>
    batches('irrelevant', streamed(passwordLogin()), count, calls, upstream);
  const each = async (count: number): Promise<Figure> => {
    const { samples } = await run(count, CALLS);
    return { value: (medianAndMin(samples).value * 1000) / count };
  };
  const [approval, one] = [await batches('approved', proved(), 1, 1, upstream), await run(1, 1)];
  const [few, many] = [await run(FEW, 1), await run(MANY, 1)];
  if (approval.sdkModules === 0) throw new Error('The modules of the SDK are not known by their wrappers');

  const memory = ({ maxRssKb }: FeedbackReport): Figure => ({ value: maxRssKb / 1024 });
  const name = (count: number, what: string) => `${count} irrelevant events, ${what}`;
  return [
    {
      name: name(MANY, `each, against ${FEW}`),
      unit: 'us',
      ours: await each(MANY),
      baseline: await each(FEW),
      target: 1.1,
    },
    { name: name(FEW, 'peak memory, against 1'), unit: 'MB', ours: memory(few), baseline: memory(one) },
    { name: name(MANY, 'peak memory, against 1'), unit: 'MB', ours: memory(many), baseline: memory(one) },
    {
      name: name(MANY, 'the SDK, against 1 approval'),
      unit: 'modules',
      ours: { value: many.sdkModules },
      baseline: { value: approval.sdkModules },
      target: 0,
    },
  ];
}

/** Too old is skipped, so it is of now. */
function proved(): object {
  return streamed(factorSucceeded('sms', { phone: '+1415{n}', date: new Date().toISOString() }));
}

async function batches(
  outcome: 'approved' | 'irrelevant',
  record: object,
  events: number,
  calls: number,
  upstream: Upstream,
): Promise<FeedbackReport> {
  const input = { ...auth0LogStream, record: JSON.stringify(record), events, calls };
  const report = await runChild<FeedbackReport>('child-feedback.js', input, upstream);
  const counts = JSON.parse(report.body) as { approved: number; skipped: { irrelevant: number } };
  const counted = outcome === 'approved' ? counts.approved : counts.skipped.irrelevant;
  if (report.statusCode === 200 && counted === events) return report;
  throw new Error(`${events} events were answered ${report.statusCode} ${report.body}`);
}
