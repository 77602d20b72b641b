import { listFunctions } from '../build';
import { findBuildProblems } from '../preflight';
import { fail, ok, warn, type Check } from './check';

/** Where Twilio runs the functions: .nvmrc. */
const TWILIO_NODE = 22;
const LEAST_NODE = [20, 19] as const;
/** Twilio's time stamps, and those of signed calls, are compared with the clock. */
const MAX_SKEW_S = 30;

/** @param version as `process.versions.node` has it */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const found = `Node ${version}. Twilio runs Node ${TWILIO_NODE}.`;
  const isOld = major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1]);
  return isOld ? fail('node', found, `install Node ${LEAST_NODE.join('.')} or later`) : ok('node', found);
}

export function checkBuild(root: string): Check {
  const names = listFunctions();
  const problems = findBuildProblems(root, names);
  const [first = '', ...others] = problems;
  if (problems.length === 0) return ok('build', `dist/ has ${names.length} functions.`);
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return warn('build', `${first}${more}`, 'npm run build; npm run deploy does it, too');
}

/**
 * @param twilio the `Date` of an answer, in milliseconds since 1970; NaN if there was none
 * @param machine this machine's clock when the answer arrived
 */
export function checkClock(twilio: number, machine: number): Check {
  if (Number.isNaN(twilio))
    return warn('clock', 'not known: Twilio said no time.', 'compare the clock by hand');
  // The header has whole seconds.
  const seconds = Math.round(Math.abs(machine - twilio) / 1000);
  const found =
    seconds <= 1 ? "as Twilio's." : `${seconds} s ${machine > twilio ? 'ahead of' : 'behind'} Twilio's.`;
  return seconds > MAX_SKEW_S ? warn('clock', found, 'set the clock by NTP') : ok('clock', found);
}
