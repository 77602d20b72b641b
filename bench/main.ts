import { cpus } from 'node:os';
import { build } from '../scripts/build';
import { measureColdStart } from './cold';
import { measureFeedback } from './feedback';
import { measureBundleSizes, measurePeakMemory } from './footprint';
import { renderTable, type Row } from './table';
import { startUpstream, type Upstream } from './upstream';
import { measureRules, measureWarmSend } from './warm';

/** Each measures one thing, in this order. What a send costs is measured against bench/baseline.js. */
const sections: ((upstream: Upstream) => Promise<Row[]>)[] = [
  measureColdStart,
  measureWarmSend,
  measureRules,
  measureFeedback,
  measureBundleSizes,
  measurePeakMemory,
];

/** It measures and does not judge: it ends with 0 whatever the figures are, and with 1 if one could not be taken. */
async function main(): Promise<void> {
  const startedAt = Date.now();
  await build();
  const upstream = await startUpstream();
  try {
    const rows: Row[] = [];
    for (const section of sections) rows.push(...(await section(upstream)));
    console.log(renderTable(rows));
  } finally {
    upstream.close();
  }
  const machine = `${process.platform} ${process.arch}, ${cpus().length} x ${cpus()[0]?.model.trim()}`;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`\nMedians. Node ${process.version}, ${machine}; ${seconds} s.`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
