import { providers } from '../src/identity-providers/registry';
import { listVariables } from '../src/status/configuration';
import { checkHealth } from '../src/status/health';

type Variables = Record<string, string>;

/** The password is behind the `#`, which no browser sends anywhere. */
export function getTestPageAddress(port: number, env: Variables): string {
  return `http://localhost:${port}/#${current(env, 'CONSOLE_PASSWORD')}`;
}

/** The first of two values of a secret. */
function current(env: Variables, name: string): string {
  return env[name]?.split(',')[0] ?? '';
}

/** What is wrong with the variables, as /health and the test page have it; nothing if they are well. */
function renderProblems(env: Variables): string {
  const ofAll = (checkHealth(env, providers)?.errors ?? []).map(({ field, problem }) => ({ field, problem }));
  const ofSome = listVariables(env, providers)
    .filter(({ state, name }) => state === 'malformed' && !ofAll.some(({ field }) => field === name))
    .map(({ name, problem, for: purpose }) => `  ${name} ${problem}. It is for ${purpose}.\n`);
  const refused = ofAll.map(({ field, problem }) => `  ${field} ${problem}.\n`);
  return [
    ...(refused.length > 0
      ? ['\nEVERY SEND IS REFUSED until you correct this, and start again:\n\n', ...refused]
      : []),
    ...(ofSome.length > 0 ? ['\nWhat needs one of these is refused:\n\n', ...ofSome] : []),
  ].join('');
}

/** What `npm start` says once all is up. */
export function renderWelcome(port: number, sandboxUrl: string | undefined, env: Variables): string {
  const url = `http://localhost:${port}`;
  const signIns =
    sandboxUrl === undefined
      ? ''
      : `
Sign in as a user does, with the stand-in of either provider, and read the code off the phone of the test page:

  ${url}/demo/index.html    PingOne
  ${sandboxUrl}/auth0/login        Auth0
`;
  const phone =
    sandboxUrl === undefined
      ? `Twilio calls go to ${env['TWILIO_API_BASE_URL']}.`
      : `Read the phone:\n\n  curl ${sandboxUrl}/sandbox/messages\n\nNumbers that choose an outcome: npm start -- --help`;
  const problems = renderProblems(env);
  const first =
    problems === ''
      ? 'See every path work, in a browser:'
      : 'What is wrong with the variables is said below, and by the test page:';
  return `
verify-bridge is running. ${first}

  ${getTestPageAddress(port, env)}
${signIns}
Or send a passcode as PingOne would:

  curl -u ${current(env, 'PINGONE_USERNAME')}:${current(env, 'PINGONE_PASSWORD')} ${url}/pingone/sms \\
    --data-urlencode 'To=+14155552671' --data-urlencode 'Parameters={"OTP":012345, "username":jdoe}'

${phone}

${problems === '' ? '' : `${problems.trimStart()}\n`}Ctrl-C stops everything.
`;
}
