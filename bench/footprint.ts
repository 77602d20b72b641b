import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listFunctions } from '../scripts/build';
import { callCold } from './cold';
import { auth0, baseline, pingone, asRefused, type Contender } from './contenders';
import { medianAndMin, type Figure } from './samples';
import type { Row } from './table';
import type { Upstream } from './upstream';

const ROUNDS = 5;
/** Twilio takes 1 MB, headers included. */
const LARGE = 900_000;

export function measureBundleSizes(): Promise<Row[]> {
  const folder = join(__dirname, '../dist/functions');
  const rows = listFunctions().map((name) => ({
    name: `bundle: ${name}`,
    unit: 'kB',
    ours: { value: statSync(join(folder, `${name}.js`)).size / 1000 },
  }));
  return Promise.resolve(rows);
}

/** The most memory that a fresh process held, for a small body and for nearly the largest that Twilio takes. */
export async function measurePeakMemory(upstream: Upstream): Promise<Row[]> {
  const rows: Row[] = [];
  for (const ours of [pingone, auth0]) {
    for (const bytes of [0, LARGE]) {
      rows.push({
        name: `peak memory, refused, ${bytes / 1000} kB: ${ours.name}`,
        unit: 'MB',
        ours: await peak(asRefused(ours), bytes, upstream),
        baseline: await peak(asRefused(baseline), bytes, upstream),
      });
    }
  }
  // From a caller who knows the secret, so that it is read: no template is that long.
  const { Parameter: _, ...event } = pingone.event;
  const read = await peak({ ...pingone, status: 400, event }, LARGE, upstream);
  rows.push({ name: `peak memory, invalid, ${LARGE / 1000} kB: ${pingone.name}`, unit: 'MB', ours: read });
  return rows;
}

async function peak(contender: Contender, bytes: number, upstream: Upstream): Promise<Figure> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    samples.push((await callCold(contender, upstream, bytes)).maxRssKb / 1024);
  }
  return medianAndMin(samples);
}
