import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { readFileSync } from 'node:fs';

const root = join(__dirname, '..');
const load = createRequire(join(root, 'simulate/functions.ts'));

interface Answer {
  statusCode: number;
  body: string;
}

interface Runtime {
  contextOf: (environment: Readonly<Record<string, string>>) => object;
  call: (handler: unknown, context: object, event: object) => Promise<Answer>;
}

export type BuiltFunction = (body: object) => Promise<{ status: number; body: Record<string, unknown> }>;

export const sandboxEnvironment = parseEnv(readFileSync(join(root, '.env.sandbox'), 'utf8')) as Record<
  string,
  string
>;

/**
 * A function as it is deployed, in this process: the bundle in dist/, called with what Twilio's runtime gives it,
 * and by the caller who may.
 * @param name `otp/send`
 */
export function loadFunction(name: string, environment: Readonly<Record<string, string>>): BuiltFunction {
  const { call, contextOf } = load('../bench/child-runtime.js') as Runtime;
  const { handler } = load(`../dist/functions/${name}.js`) as { handler: unknown };
  const context = contextOf(environment);
  const request = { headers: { authorization: `Bearer ${environment['OTP_TOKEN']}` } };
  return async (body) => {
    const answer = await call(handler, context, { request, ...body });
    return { status: answer.statusCode, body: JSON.parse(answer.body) as Record<string, unknown> };
  };
}
