import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireBody } from '../../src/identity-providers/provider-profile';
import type { Answer, Question, RuntimeCall } from './question';
import { hideKnown, hideSecrets } from './report';

/** An answer as a file of tests/fixtures/recorded: what was inferred becomes recorded. */
export interface Recording {
  question: string;
  /** ISO 8601. */
  recorded_at: string;
  /** A stand-in's is for the tests of the live check, and is not committed. */
  source: 'live' | 'stand-in';
  verdict: string;
  found: readonly string[];
  /** The route whose parser must read the body. */
  path?: string;
  /** The shape of tests/fixtures/wire.ts; the values are samples. */
  wire?: WireBody;
  /** Of the deployed runtime: src/http/wire-body.ts must read each body as it did. */
  calls?: readonly RuntimeCall[];
}

/**
 * Nothing is recorded of a question that was not asked, or has no answer. The second line of defence is that of the report;
 * the samples in `wire` look like numbers and ids, so that there only the known secrets are looked for.
 */
export function createRecording(
  { id }: Question,
  { verdict, found, recorded, calls }: Answer,
  now: number,
  source: Recording['source'],
  secrets: readonly string[],
): Recording | undefined {
  if (verdict === 'not asked' || verdict === 'failed') return undefined;
  const recorded_at = new Date(now).toISOString();
  const shown = found.map((sentence) => hideSecrets(sentence, secrets));
  const hide = (wire: WireBody): WireBody => ({ ...wire, body: hideKnown(wire.body, secrets) });
  return {
    ...{ question: id, recorded_at, source, verdict, found: shown },
    ...(recorded && { path: recorded.path, wire: hide(recorded.wire) }),
    ...(calls && { calls: calls.map((call) => ({ ...call, wire: hide(call.wire) })) }),
  };
}

/** Writes one file for each question, over that of an earlier run. */
export function writeRecordings(folder: string, recordings: readonly Recording[]): void {
  mkdirSync(folder, { recursive: true });
  for (const recording of recordings)
    writeFileSync(join(folder, `${recording.question}.json`), `${JSON.stringify(recording, null, 2)}\n`);
}
