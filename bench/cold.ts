import { runChild } from './child';
import { asRefused, baseline, firstApproval, senders, type Contender } from './contenders';
import { medianAndMin } from './samples';
import type { Row } from './table';
import type { Upstream } from './upstream';

const ROUNDS = 15;
/** A third of the price of the whole SDK. */
const TARGET = 0.35;

export interface ColdReport {
  ms: number;
  statusCode: number;
  body: unknown;
  maxRssKb: number;
}

/** A function's first call in a fresh process, from loading its file to its reply. */
export async function measureColdStart(upstream: Upstream): Promise<Row[]> {
  return [
    ...(await compare('refused', [baseline, ...senders].map(asRefused), upstream)),
    ...(await compare('accepted', [baseline, ...senders, firstApproval], upstream)),
  ];
}

/** @param bytes of rubbish to add to the body */
export async function callCold(contender: Contender, upstream: Upstream, bytes = 0) {
  const report = await runChild<ColdReport>('child-cold.js', { ...contender, bytes }, upstream);
  if (report.statusCode === (contender.status ?? 201)) return report;
  throw new Error(`${contender.name} answered ${report.statusCode} ${JSON.stringify(report.body)}`);
}

async function compare(kind: string, contenders: Contender[], upstream: Upstream): Promise<Row[]> {
  const samples = contenders.map((): number[] => []);
  // By turns, so that whatever else this machine does meets all alike. The first round fills the disk cache.
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      const { ms } = await callCold(contender, upstream);
      if (round >= 0) samples[index]?.push(ms);
    }
  }
  const [theirs, ...ours] = samples.map(medianAndMin);
  return ours.map((figure, index) => ({
    name: `cold start, ${kind}: ${contenders[index + 1]?.name}`,
    unit: 'ms',
    ours: figure,
    baseline: theirs,
    target: TARGET,
  }));
}
