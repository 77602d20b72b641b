import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import type { Answer, Call, Order } from './deployed-layout';

/**
 * Runs one function as Twilio does, in a process of its own. It is compiled into the laid-out folder and started there
 * by plain Node, so that `require` finds no more than it does in production.
 */

type Handler = (
  context: Record<string, unknown>,
  event: Record<string, unknown>,
  callback: (error: unknown, response?: Response) => void,
) => void;
type Response = Omit<Answer, 'isTwilioLoaded'>;
type Sdk = (accountSid: unknown, authToken: unknown, options: object) => unknown;

/** After this long Twilio answers 504 in the function's place. */
const LIMIT_MS = 10_000;

/** As a function's own `require`: from beside the folders of what was deployed. */
const load = createRequire(__filename);
const installed = (name: string) => join(__dirname, 'node_modules', name);

async function run({ file, assets, calls }: Order): Promise<Answer[]> {
  // By its path, because the package exports the whole local server only.
  const response = installed('@twilio/runtime-handler/dist/dev-runtime/internal/response.js');
  const paths = Object.entries(assets).map(([path, asset]) => [
    path,
    { path: asset, open: () => readFileSync(asset, 'utf8') },
  ]);
  const { Response } = load(response) as { Response: unknown };
  Object.assign(globalThis, {
    Twilio: { Response },
    Runtime: { getFunctions: () => ({}), getAssets: () => Object.fromEntries(paths) as unknown },
  });
  const { handler } = load(file) as { handler: Handler };
  const answers: Answer[] = [];
  for (const call of calls) {
    const { statusCode, headers, body } = await answer(handler, call);
    answers.push({ statusCode, headers, body, isTwilioLoaded: isTwilioLoaded() });
  }
  return answers;
}

function answer(handler: Handler, { env, event }: Call): Promise<Response> {
  const getTwilioClient = (options: object) =>
    (load('twilio') as Sdk)(env['ACCOUNT_SID'], env['AUTH_TOKEN'], { lazyLoading: true, ...options });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No answer within 10 s')), LIMIT_MS);
    handler({ ...env, getTwilioClient }, event, (error, response) => {
      clearTimeout(timer);
      if (response === undefined || error !== null) reject(new Error(`callback(${String(error)})`));
      else resolve(response);
    });
  });
}

function isTwilioLoaded(): boolean {
  const folder = realpathSync(installed('twilio')) + sep;
  const isBundledOneLoaded = Reflect.get(globalThis, 'isSdkLoaded') === true;
  return isBundledOneLoaded || Object.keys(load.cache).some((file) => file.startsWith(folder));
}

process.once('message', (order: Order) => {
  run(order).then(
    (answers) => process.send?.({ answers }, () => process.exit()),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.exit()),
  );
});
