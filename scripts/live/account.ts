import { readApiBaseUrl } from '../../src/config';
import { findProblems } from '../../src/config/reader';
import type { TwilioAccount } from '../../src/apis/twilio/client';
import { readFile } from '../doctor/variables';
import { Failure } from '../setup/failure';
import { findSidProblem } from '../setup/sids';

/** The account and its Verify service, from the file or the environment; checked for their form alone. @throws Failure */
export function readAccount(envFile: string): TwilioAccount & { serviceSid: string } {
  const { variables } = readFile(envFile);
  const read = (name: string) => (variables[name] ?? '').trim() || (process.env[name] ?? '').trim();
  const names = ['ACCOUNT_SID', 'AUTH_TOKEN', 'VERIFY_SERVICE_SID'] as const;
  const [accountSid, authToken, serviceSid] = names.map(read) as [string, string, string];
  const missing = names.filter((name) => read(name) === '');
  if (missing.length > 0) throw new Failure(`${missing.join(', ')} is not set. Run npm run setup first.`);
  const standIn = { TWILIO_API_BASE_URL: read('TWILIO_API_BASE_URL') };
  const [problem] = findProblems(standIn, readApiBaseUrl);
  const sentence =
    findSidProblem('ACCOUNT_SID', accountSid) ??
    findSidProblem('VERIFY_SERVICE_SID', serviceSid) ??
    (problem && `${problem.field} ${problem.problem}.`);
  if (sentence !== undefined) throw new Failure(sentence);
  return { accountSid, authToken, serviceSid, apiBaseUrl: readApiBaseUrl(standIn, []) };
}
