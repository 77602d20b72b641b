import { runChild } from './child';
import { baseline, senders, withoutRules, withRules } from './contenders';
import { quantile } from './samples';
import type { Row } from './table';
import type { Upstream } from './upstream';

const WARM_UP = 100;
const CALLS = 500;
/** The difference is a fraction of what a call takes. */
const CALLS_WITH_RULES = 3_000;
const TARGET = 1.1;

/** An accepted send in a process that has done many. */
export async function measureWarmSend(upstream: Upstream): Promise<Row[]> {
  // The baseline gets a new client, and so a new connection, in every call. With one client that is kept it shows what
  // our own code costs apart from that; nobody's example does it, so that comparison has no target.
  const contenders = [baseline, { ...baseline, keepsClient: true }, ...senders];
  const input = { contenders, warmUp: WARM_UP, calls: CALLS };
  const samples = await runChild<number[][]>('child-warm.js', input, upstream);
  const [theirs = [], theirsKept = [], ...ours] = samples;
  return ours.flatMap((one, index) =>
    [0.5, 0.99].flatMap((share): Row[] => {
      const name = `warm send, p${share * 100}: ${senders[index]?.name}`;
      const figures = { unit: 'ms', ours: { value: quantile(one, share) } };
      return [
        { name, ...figures, baseline: { value: quantile(theirs, share) }, target: TARGET },
        { name: '  against one kept client', ...figures, baseline: { value: quantile(theirsKept, share) } },
      ];
    }),
  );
}

/** What the policy costs a send that it lets through: the same function by turns, with rules and without. */
export async function measureRules(upstream: Upstream): Promise<Row[]> {
  const input = { contenders: [withRules, withoutRules], warmUp: WARM_UP * 5, calls: CALLS_WITH_RULES };
  const [ours = [], theirs = []] = await runChild<number[][]>('child-warm.js', input, upstream);
  return [
    {
      name: `warm send with rules, p50, against one without: ${withRules.name}`,
      unit: 'ms',
      ours: { value: quantile(ours, 0.5) },
      baseline: { value: quantile(theirs, 0.5) },
      target: TARGET,
    },
  ];
}
