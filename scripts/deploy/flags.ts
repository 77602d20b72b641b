import { parseArgs } from 'node:util';

/** Those of `twilio-run deploy` that do not change what is deployed from where: that is what is checked here. */
const FLAGS = {
  env: { type: 'string' },
  'load-system-env': { type: 'boolean' },
  username: { type: 'string', short: 'u' },
  password: { type: 'string' },
  environment: { type: 'string' },
  to: { type: 'string' },
  production: { type: 'boolean' },
  'service-sid': { type: 'string' },
  'service-name': { type: 'string', short: 'n' },
  'override-existing-project': { type: 'boolean' },
  force: { type: 'boolean' },
  runtime: { type: 'string' },
  region: { type: 'string' },
  edge: { type: 'string' },
  'log-level': { type: 'string', short: 'l' },
  'output-format': { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const USAGE = `npm run deploy: checks the settings, builds, uploads, and prints the addresses and the next commands.

  npm run deploy                             to the environment dev: https://<name>-dev.twil.io
  npm run deploy -- --production             to the environment without an ending: https://<name>.twil.io
  npm run deploy -- --environment stage      to another one

  --env .env           the file with the variables
  --load-system-env    an empty variable of the file takes its value from the shell
  --username, -u       the account's SID or an API key, in place of ACCOUNT_SID
  --password           the Auth Token or the key's secret, in place of AUTH_TOKEN
  --service-name, -n   the service in Twilio Functions; without it the one of the first deployment, or verify-bridge
  --output-format, -o  json: what twilio-run prints, for a program

The other flags are handed to twilio-run: ${Object.keys(FLAGS)
  .filter((name) =>
    ['to', 'service-sid', 'override', 'force', 'runtime', 'region', 'edge', 'log-level'].some((one) =>
      name.startsWith(one),
    ),
  )
  .map((name) => `--${name}`)
  .join(', ')}.
Exit code: 0 done, otherwise 1 or that of twilio-run.`;

/** @throws Error that says which flags there are */
export function readFlags(flags: string[]) {
  try {
    return parseArgs({ args: flags, options: FLAGS }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\nSee npm run deploy -- --help`, { cause: error });
  }
}
