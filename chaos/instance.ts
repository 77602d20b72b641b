import { fork } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** What a function answered. */
export interface Reply {
  status: number;
  body: unknown;
}

/** A deployed function's process. It takes many calls at once, which is harder than the cloud's one at a time. */
export interface Instance {
  /**
   * @param cut whether the first request that the call makes finds no connection, the second, and so on
   * @throws where the process ends without an answer
   */
  call(event: object, cut?: readonly boolean[]): Promise<Reply>;
  /** The most memory that it held. */
  maxRssMb(): number;
  end(): void;
}

interface Waiting {
  resolve: (reply: Reply) => void;
  reject: (error: Error) => void;
}

/** @param name of the function: `otp/send` */
export function startInstance(name: string, environment: Record<string, string>): Instance {
  const input = { file: join(root, `dist/functions/${name}.js`), environment };
  const child = fork(join(__dirname, 'child-instance.js'), [JSON.stringify(input)], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let maxRssKb = 0;
  child.on('message', ({ id, maxRssKb: rss, ...reply }: Reply & { id: number; maxRssKb: number }) => {
    maxRssKb = Math.max(maxRssKb, rss);
    waiting.get(id)?.resolve(reply);
    waiting.delete(id);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`An instance of ${name} died`));
  });
  return {
    call: (event, cut = []) =>
      new Promise((resolve, reject) => {
        const id = (calls += 1);
        waiting.set(id, { resolve, reject });
        child.send({ id, event, cut });
      }),
    maxRssMb: () => maxRssKb / 1024,
    end: () => child.kill(),
  };
}
