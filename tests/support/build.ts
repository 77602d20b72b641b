import { build } from '../../scripts/build';

/** What is tested is what is deployed: the bundles, made afresh. */
export default async function setup(): Promise<void> {
  await build();
}
