import { cpus } from 'node:os';
import { build } from '../scripts/build';
import { runTool } from '../scripts/run-tool';
import { requireSandbox, sandboxEnvironment, startDeployment, type Deployment } from './deployment';
import { readOptions, USAGE, type Options } from './options';
import { createLoadProvider } from './providers';
import { runStep, type Row } from './step';
import { findUnexpected, renderTable } from './table';

/** `npm run load -- --steps 10,50,100 --provider pingone`. Progress goes to stderr, the results to stdout. */

const print = (line: string) => void process.stderr.write(`${line}\n`);

const NOTE =
  "Twilio's local runtime on this machine, with a stand-in of Twilio: not Twilio's own times or limits.";
/** The first calls load and compile the functions. */
const WARM_UP = { rate: 5, seconds: 1 };

/** @returns the exit code */
async function main(options: Options): Promise<number> {
  const deployment = await openDeployment(options);
  try {
    await requireSandbox(deployment);
    const rows = await runSteps(options, deployment);
    const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}`;
    if (options.isJson)
      console.log(JSON.stringify({ note: NOTE, machine, seconds: options.seconds, rows }, null, 2));
    else console.log(`${renderTable(rows)}\n\n${NOTE}\n${machine}; ${options.seconds} s a step.`);
    const unexpected = findUnexpected(rows, options.expected);
    for (const line of unexpected) print(`Unexpected: ${line}`);
    return unexpected.length === 0 ? 0 : 1;
  } finally {
    await deployment.close();
  }
}

async function openDeployment({ url, sandboxUrl, isAsBuilt }: Options): Promise<Deployment> {
  if (url !== undefined) return { url, sandboxUrl, close: () => Promise.resolve() };
  if (!isAsBuilt) await build();
  return startDeployment();
}

async function runSteps(
  { providers, rates, seconds }: Options,
  deployment: Deployment,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let first = 0;
  for (const name of providers) {
    const provider = createLoadProvider(name, sandboxEnvironment);
    await runStep(provider, deployment, WARM_UP.rate, WARM_UP.seconds, first);
    first += WARM_UP.rate * WARM_UP.seconds;
    for (const rate of rates) {
      print(`${name}: ${rate} logins a second, ${seconds} s`);
      rows.push(...(await runStep(provider, deployment, rate, seconds, first)));
      first += rate * seconds;
    }
  }
  return rows;
}

runTool({ name: 'load', usage: USAGE, readOptions, run: main });
