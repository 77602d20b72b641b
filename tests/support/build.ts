import { build } from '../../scripts/build';
import { ensureNode22 } from './node-22';

/** What is tested is what is deployed: the bundles, made afresh, and made once for all projects of a run. */
export default async function setup(): Promise<void> {
  ensureNode22();
  await buildOnce();
}

export async function buildOnce(): Promise<void> {
  if (process.env['DIST_IS_BUILT'] === 'yes') return;
  process.env['DIST_IS_BUILT'] = 'yes';
  await build();
}
