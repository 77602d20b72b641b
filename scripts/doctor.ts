import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readApiBaseUrl } from '../src/config';
import { findProblems } from '../src/config/reader';
import { CREDENTIALS_FILE } from './connect/connector';
import { connectors } from './connect/registry';
import { checkAccount, checkService, type Variables } from './doctor/account';
import { count, fail, renderCheck, renderSummary, type Check } from './doctor/check';
import { checkDeployment, readDeployment } from './doctor/deployed';
import { checkSecretsOfDeployment } from './doctor/deployed-secrets';
import { checkFeedback } from './doctor/feedback';
import { checkBuild, checkNode } from './doctor/machine';
import { checkPlan } from './doctor/plan';
import { checkSenders } from './doctor/senders';
import { checkTenants } from './doctor/tenants';
import { checkVariables, readFile } from './doctor/variables';
import { runLive } from './live/main';
import { parseVariables } from './preflight';
import { ENV_FILE, repeatEnv } from './setup/env-flag';
import { runCommand } from './run-command';
import { Failure } from './setup/failure';
import { findSidProblem } from './setup/sids';
import { Twilio } from './setup/twilio';

const root = join(__dirname, '..');

const USAGE = `npm run doctor: looks at what is set up, and changes nothing.

  npm run doctor                                  this machine, the variables, the Twilio account
  npm run doctor -- https://your-domain.twil.io   the same, that deployment, and each
                                                  provider whose credentials are given: docs/connect.md
  npm run doctor -- --live --help                 what only a live account can tell; it asks first

  --env .env          the file with the variables
  --credentials FILE  the file with the variables that manage the providers; without it ${CREDENTIALS_FILE}
  --json              for machines: {"ok", "checks": [{"state", "name", "found", "advice"}]},
                      without "advice" where nothing is to be done, or "found" says what

The environment fills ACCOUNT_SID and AUTH_TOKEN where the file has none, and what manages a provider.
Exit code: 0 nothing failed, 1 something did, 2 wrong usage.`;

/** `npm run doctor [-- URL]`: see docs/setup.md. @returns the exit code */
async function doctor(args: string[]): Promise<number> {
  if (args.includes('--live')) return runLive(args);
  const { values: flags, positionals } = readFlags(args);
  if (flags.help) {
    console.log(USAGE);
    return 0;
  }
  const origin = positionals.map(readOrigin)[0];
  const isJson = flags.json ?? false;
  const envFile = flags.env ?? ENV_FILE;
  const checks: Check[] = [];
  // One line as soon as it is known: Twilio and a deployment take their time.
  const add = (found: Check[]) => {
    const said = found.map((check) => withEnv(check, envFile));
    checks.push(...said);
    if (!isJson) for (const check of said) console.log(renderCheck(check));
  };

  add([checkNode(process.versions.node), checkBuild(root)]);
  const file = readFile(envFile);
  add(file.checks);
  const variables = withAccount(file.variables);
  const sandbox = parseVariables(readFileSync(join(root, '.env.sandbox'), 'utf8'));
  if (Object.keys(file.variables).length > 0) {
    add(checkVariables(variables, sandbox));
    add(checkPlan(variables));
    add(checkFeedback(variables, envFile));
  }
  const twilio = connect(variables);
  if (twilio instanceof Twilio) {
    const found = await checkAccount(twilio, variables['ACCOUNT_SID'] ?? '', Date.now);
    add(found);
    // Whatever else is asked would be refused for the same reason.
    if (count(found, 'failed') === 0) {
      add(await checkService(twilio, variables));
      add(await checkSenders(twilio, variables));
    }
  } else add([fail('account', twilio, 'npm run setup')]);
  if (origin !== undefined) {
    const deployed = await checkDeployment(origin, Date.now());
    add(deployed);
    // A deployment that is not well refuses its callers for that.
    if (count(deployed, 'failed') === 0) add(await checkSecretsOfDeployment(connectors, origin, variables));
    const credentialsFile = flags.credentials ?? CREDENTIALS_FILE;
    add(await checkTenants(connectors, { bridge: origin, envFile, credentialsFile }));
  }

  const failed = count(checks, 'failed');
  console.log(isJson ? JSON.stringify({ ok: failed === 0, checks }, null, 2) : renderSummary(checks));
  return failed === 0 ? 0 : 1;
}

const withEnv = ({ found, advice, ...check }: Check, file: string): Check => ({
  ...check,
  found: repeatEnv(found, file),
  ...(advice !== undefined && { advice: repeatEnv(advice, file) }),
});

function readFlags(args: string[]) {
  try {
    const options = {
      env: { type: 'string' },
      credentials: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const read = parseArgs({ args, options, allowPositionals: true });
    if (read.positionals.length > 1) throw new Error('There is more than one address.');
    return read;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure(`${message}\nSee npm run doctor -- --help`, 2);
  }
}

function readOrigin(text: string): URL {
  const origin = readDeployment(text);
  if (origin !== undefined) return origin;
  throw new Failure('The address must be https:// and the host name that npm run deploy printed.', 2);
}

function withAccount(variables: Record<string, string>): Record<string, string> {
  const all = { ...variables };
  for (const name of ['ACCOUNT_SID', 'AUTH_TOKEN'])
    if ((all[name] ?? '').trim() === '') all[name] = process.env[name] ?? '';
  return all;
}

/** @returns why Twilio cannot be asked, as a sentence */
function connect(variables: Variables): Twilio | string {
  const standIn = {
    TWILIO_API_BASE_URL: variables['TWILIO_API_BASE_URL'] || process.env['TWILIO_API_BASE_URL'],
  };
  const [accountSid, authToken] = [
    variables['ACCOUNT_SID']?.trim() ?? '',
    variables['AUTH_TOKEN']?.trim() ?? '',
  ];
  if (accountSid === '' || authToken === '')
    return `${accountSid === '' ? 'ACCOUNT_SID' : 'AUTH_TOKEN'} is not set, so that Twilio cannot be asked.`;
  const [problem] = findProblems(standIn, readApiBaseUrl);
  const sentence = problem === undefined ? undefined : `${problem.field} ${problem.problem}.`;
  const apiBaseUrl = readApiBaseUrl(standIn, []);
  return (
    findSidProblem('ACCOUNT_SID', accountSid) ?? sentence ?? new Twilio({ accountSid, authToken, apiBaseUrl })
  );
}

runCommand(doctor);
