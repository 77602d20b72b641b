import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { providers } from '../src/identity-providers/registry';
import { build, listFunctions } from './build';
import { connectors } from './connect/registry';
import { renderAddresses, renderNext } from './deploy/addresses';
import { readFlags, USAGE } from './deploy/flags';
import {
  findAmbiguities,
  findBuildProblems,
  findEnvironmentProblems,
  findEnvironmentWarning,
  parseVariables,
} from './preflight';

const root = join(__dirname, '..');

/**
 * `npm run deploy [-- flags]`: refuses what would not work once deployed, builds, and lets twilio-run upload. Standard
 * output is twilio-run's alone, so that `-o json` can be read by a program.
 * @returns the exit code
 */
async function deploy(flags: string[]): Promise<number> {
  const { env: file = '.env', help, ...values } = readFlags(flags);
  if (help === true) {
    console.log(USAGE);
    return 0;
  }
  const env = readEnvironment(file, values['load-system-env'] ?? false);
  const sandbox = parseVariables(readFileSync(join(root, '.env.sandbox'), 'utf8'));
  refuse(file, findEnvironmentProblems(env, sandbox, values.username !== undefined));
  const warning = findEnvironmentWarning(env);
  if (warning !== undefined) console.error(`Warning: ${warning}`);

  await build();
  const names = listFunctions();
  refuse('The build', findBuildProblems(root, names));

  const output = await twilioRun(flags);
  if (output.code !== 0) return output.code;
  const [, domain] = new RegExp(`https://([\\w.-]+)/${names[0]}\\b`).exec(output.text) ?? [];
  if (domain === undefined) throw new Error('twilio-run gave no address: nothing seems to be deployed.');
  const origin = `https://${domain}`;
  console.error(
    `\n${renderAddresses(origin, env, providers)}\n\n${renderNext(origin, env, providers, connectors, file)}`,
  );
  return 0;
}

/** @param withSystem `--load-system-env`: an empty variable takes its value from the shell */
function readEnvironment(name: string, withSystem: boolean): Record<string, string> {
  const file = resolve(root, name);
  if (!existsSync(file)) {
    throw new Error(
      `There is no ${name}. Run npm run setup, or copy .env.example to ${name} and fill it in.`,
    );
  }
  const text = readFileSync(file, 'utf8');
  refuse(name, findAmbiguities(text));
  const env = parseVariables(text);
  for (const [key, value] of Object.entries(env)) {
    if (withSystem && value === '') env[key] = process.env[key] ?? '';
  }
  return env;
}

function refuse(what: string, problems: string[]): void {
  if (problems.length === 0) return;
  throw new Error([`${what} cannot be deployed:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
}

async function twilioRun(flags: string[]): Promise<{ code: number; text: string }> {
  const command = require.resolve('twilio-run/bin/twilio-run.js');
  const child = spawn(process.execPath, [command, 'deploy', ...flags], {
    cwd: root,
    stdio: ['inherit', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    process.stdout.write(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? 1, text };
}

deploy(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
