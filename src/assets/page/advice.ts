import type { ProblemCode } from '../../core/problem';

/** What to do, in the words of problems.html. */
export const advice: Readonly<Record<ProblemCode, string>> = {
  unauthenticated: 'Compare what the provider sends with the variables of the deployment.',
  not_configured: 'Set each variable that “errors” names, and deploy again.',
  invalid_request: 'Compare the body that the provider sends with the one in the documents.',
  not_an_otp: 'You do not have to do anything.',
  blocked:
    'To reach a number that is blocked, change the rules of the deployment or the settings of the Verify service.',
  undeliverable: 'Check the number. If the channel is disabled, enable it in the Verify service.',
  rate_limited: 'Wait, then send again. For 60203, report one of the codes as used, or wait ten minutes.',
  service_misconfigured: 'The detail says what to change in the deployment or in the Twilio Console.',
  unavailable: 'Try again after Retry-After. After a fault at Twilio, the user may get a second message.',
  timeout: 'Do not send the same passcode again. Let the user request a new one if nothing arrives.',
  no_pending_verification: 'Start a new verification, and check its code.',
  not_found: 'Create a new factor, and let the user set up the app again.',
  internal_error: 'Find the log line with the X-Correlation-Id of the answer, and report it.',
};
