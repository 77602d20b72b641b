import { readFallbackSenders, readPolicy } from './config/policy';
import {
  combineReaders,
  readLoopbackUrl,
  readRequired,
  readSecret,
  readVariable,
  type Reader,
  type Secret,
} from './config/reader';

/** The settings of the bridge itself. Those of a provider are in its own folder. */
export {
  combineReaders,
  readConfiguration,
  type Environment,
  type Reader,
  type Secret,
} from './config/reader';
export { readFallbackSenders, readPolicy } from './config/policy';

/** The account that the runtime gives, the Verify service, and in the sandbox the origin that stands for Twilio. */
export interface TwilioSettings {
  accountSid: string;
  authToken: string;
  serviceSid: string;
  apiBaseUrl: string | undefined;
}

export const readApiBaseUrl: Reader<string | undefined> = readLoopbackUrl('TWILIO_API_BASE_URL');

export const readTwilioSettings: Reader<TwilioSettings> = (env, problems) => ({
  accountSid: readRequired('ACCOUNT_SID', /^AC\w{32}$/, 'must be AC and 32 characters more')(env, problems),
  authToken: readRequired('AUTH_TOKEN', /^\S+$/, 'must hold no blanks')(env, problems),
  serviceSid: readRequired(
    'VERIFY_SERVICE_SID',
    /^VA[0-9a-f]{32}$/,
    'must be VA and 32 hex digits',
  )(env, problems),
  apiBaseUrl: readApiBaseUrl(env, problems),
});

export const readConsolePassword: Reader<Secret> = readSecret('CONSOLE_PASSWORD', 'bearer');

/** How long Verify keeps a verification, in milliseconds: ten minutes unless Twilio's support changed it. */
export const readVerificationLifetime: Reader<number> = (env, problems) => {
  const text = readVariable(env, 'VERIFY_TTL_MINUTES') || '10';
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 2 || minutes > 1440) {
    problems.push({ field: 'VERIFY_TTL_MINUTES', problem: 'must be whole minutes, 2 to 1440' });
  }
  return minutes * 60_000;
};

/** What all feedback reads, whoever gives it. */
export const readFeedbackSettings = combineReaders({
  twilio: readTwilioSettings,
  fallbackSenders: readFallbackSenders,
  lifetime: readVerificationLifetime,
});
export type FeedbackSettings = ReturnType<typeof readFeedbackSettings>;

/** What every send reads, whoever asks for it. */
export const readSendSettings = combineReaders({
  twilio: readTwilioSettings,
  policy: readPolicy,
  fallbackSenders: readFallbackSenders,
  lifetime: readVerificationLifetime,
});
export type SendSettings = ReturnType<typeof readSendSettings>;
