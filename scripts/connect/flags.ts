import { parseArgs } from 'node:util';
import { readDeployment } from '../doctor/deployed';
import { findProblems } from '../../src/config/reader';
import { ENV_FILE, quoteWord, repeatEnv } from '../setup/env-flag';
import { Failure } from '../setup/failure';
import { CREDENTIALS_FILE, type Connector } from './connector';

const FLAGS = {
  env: { type: 'string' },
  credentials: { type: 'string' },
  'dry-run': { type: 'boolean' },
  remove: { type: 'boolean' },
  replace: { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Flags {
  /** The origin of the deployment. */
  bridge: URL;
  envFile: string;
  credentialsFile: string;
  isDryRun: boolean;
  isRemoval: boolean;
  isReplacing: boolean;
  isYes: boolean;
}

export function renderUsage({ name, title, credentials, readSettings }: Connector): string {
  const names = credentials.map((one) => one.name);
  const others = findProblems({}, readSettings).flatMap(({ field }) =>
    names.includes(field) ? [] : [field],
  );
  return `npm run connect:${name}: sets up ${title} for a deployment. It shows its plan first, and changes only what differs.

  npm run connect:${name} -- https://your-domain.twil.io            asks before it changes anything
  npm run connect:${name} -- https://your-domain.twil.io --yes      asks nothing: for CI
  npm run connect:${name} -- https://your-domain.twil.io --dry-run  shows the plan and stops
  npm run connect:${name} -- https://your-domain.twil.io --remove   takes away what this command made

  --replace           also changes what somebody else has made, where the plan says so
  --env .env          the file with the variables of the deployment
  --credentials FILE  the file with the variables that manage ${title}; without it ${CREDENTIALS_FILE}, if it is there

The variables that manage ${title}: ${names.join(', ')}. They are read from that file, then from the
environment; on a terminal, those that are missing are asked for. They are not for the deployment: keep them out of .env.
What has to be in .env: ${others.join(', ')}. npm run setup sets or asks for them.
Exit code: 0 done, 1 failed, 2 wrong usage.`;
}

/** A command with the files that the reader gave: without them it would look elsewhere. */
export const withFiles = (
  command: string,
  { envFile, credentialsFile }: Pick<Flags, 'envFile' | 'credentialsFile'>,
): string => withCredentials(repeatEnv(command, envFile), credentialsFile);

export const withCredentials = (command: string, file: string): string =>
  file === CREDENTIALS_FILE ? command : `${command} --credentials ${quoteWord(file)}`;

/** @returns undefined if help is asked for. @throws Failure with exit code 2 */
export function readFlags(args: string[], { name }: Connector): Flags | undefined {
  const { values, positionals } = parse(args, name);
  if (values.help) return undefined;
  const [address, ...others] = positionals;
  if (address === undefined || others.length > 0)
    throw wrongUsage('Pass the address of one deployment, which npm run deploy printed.', name);
  const bridge = readDeployment(address);
  if (bridge === undefined)
    throw wrongUsage(
      'The address must be https:// and the host name that npm run deploy printed; http:// is for this machine alone.',
      name,
    );
  if (values.remove && values.replace) throw wrongUsage('Pass --remove or --replace, not both.', name);
  return {
    bridge,
    envFile: values.env ?? ENV_FILE,
    credentialsFile: values.credentials ?? CREDENTIALS_FILE,
    isDryRun: values['dry-run'] ?? false,
    isRemoval: values.remove ?? false,
    isReplacing: values.replace ?? false,
    isYes: values.yes ?? false,
  };
}

function parse(args: string[], name: string) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: true });
  } catch (error) {
    throw wrongUsage(error instanceof Error ? error.message : String(error), name);
  }
}

const wrongUsage = (message: string, name: string): Failure =>
  new Failure(`${message}\nSee npm run connect:${name} -- --help`, 2);
