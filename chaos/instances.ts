import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Random } from './random';
import type { Answer } from './redelivery';

const root = join(__dirname, '..');
const INSTANCES = 3;

export interface Instances {
  call: (event: object) => Promise<Answer>;
  /** The most memory that one of them held. */
  maxRssMb(): number;
  end(): void;
}

/**
 * The instances of a deployed function. Each delivery reaches one of several at random, and an instance ends, with all
 * that it remembers, after a random number of deliveries.
 * @param isWarm one instance for all deliveries instead
 */
export function startInstances(
  name: string,
  environment: Record<string, string>,
  random: Random,
  isWarm: boolean,
): Instances {
  const instances: (ChildProcess | undefined)[] = [];
  let maxRssKb = 0;
  const start = (): ChildProcess => {
    const input = { file: join(root, `dist/functions/${name}.js`), environment };
    return fork(join(__dirname, 'child-instance.js'), [JSON.stringify(input)], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  };
  return {
    async call(event) {
      const slot = isWarm ? 0 : Math.floor(random() * INSTANCES);
      const instance = (instances[slot] ??= start());
      const answer = await ask(instance, event);
      maxRssKb = Math.max(maxRssKb, answer.maxRssKb);
      if (!isWarm && random() < 0.5) {
        instance.kill();
        instances[slot] = undefined;
      }
      return answer;
    },
    maxRssMb: () => maxRssKb / 1024,
    end: () => instances.forEach((instance) => instance?.kill()),
  };
}

/** @throws where it ends without an answer */
async function ask(instance: ChildProcess, event: object): Promise<Answer & { maxRssKb: number }> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(instance, 'exit', { signal }).then(() => Promise.reject(new Error('An instance died')));
  ended.catch(() => undefined);
  const answer = once(instance, 'message', { signal });
  answer.catch(() => undefined);
  instance.send(event);
  try {
    const [message] = (await Promise.race([answer, ended])) as [Answer & { maxRssKb: number }];
    return message;
  } finally {
    over.abort();
  }
}
