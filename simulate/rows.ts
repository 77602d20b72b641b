import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { RowInput } from './child-row';
import type { Row } from './table';
import type { Tally } from './tally';

type Message = { tally: Tally } | { answered: number; of: number };

/** Plays rows, as many at a time as the machine has processors. @param print takes a line of progress */
export function playRows(inputs: readonly RowInput[], print: (line: string) => void): Promise<Row[]> {
  const limit = pLimit(availableParallelism());
  return Promise.all(
    inputs.map((input) =>
      limit(async () => {
        const startedAt = Date.now();
        const name = `${input.scenario}, ${input.rules}`;
        const tally = await playRow(input, (answered, of) => print(`${name}: ${answered} of ${of}`));
        const seconds = (Date.now() - startedAt) / 1000;
        print(`${name}: ${tally.requests} in ${seconds.toFixed(0)} s`);
        return { name: input.rules, tally };
      }),
    ),
  );
}

/** @throws if the process ends without a tally */
function playRow(input: RowInput, onProgress: (answered: number, of: number) => void): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const child = fork(join(__dirname, 'child-row.ts'), [JSON.stringify(input)], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let tally: Tally | undefined;
    child.on('message', (message: Message) => {
      if ('answered' in message) return onProgress(message.answered, message.of);
      tally = message.tally;
      child.disconnect();
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (tally !== undefined) resolve(tally);
      else reject(new Error(`${input.scenario}, ${input.rules}: the process ended with ${code}`));
    });
  });
}
