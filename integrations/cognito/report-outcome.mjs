/**
 * A post-authentication and post-confirmation trigger of Amazon Cognito: reports to verify-bridge that the user is in.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html
 *
 * Cognito does not say whether a code by SMS was the proof. A number without a pending verification is counted and changes
 * nothing. But who gets a code, does not use it, and signs in without one within ten minutes is counted as a success: use
 * this trigger only where a sign-in of a user with a verified number requires the code.
 *
 * Environment: BRIDGE_URL, BRIDGE_TOKEN, as for custom-sms-sender.mjs. Runtime: Node.js 22 or later, without packages.
 */

/** Cognito waits 5 s, and the user waits with it. */
const TIMEOUT_MS = 2_000;

const ORIGIN = /^(https:\/\/[\w.:[\]-]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?)\/?$/i;

const SOURCES = [
  'PostAuthentication_Authentication',
  'PostConfirmation_ConfirmSignUp',
  'PostConfirmation_ConfirmForgotPassword',
];

/** @param options what a test replaces: the environment, the time limit, the log */
export function createHandler({ env = process.env, timeoutMs = TIMEOUT_MS, log = console.log } = {}) {
  return async (event) => {
    const { phone_number: to, phone_number_verified: verified } = event.request?.userAttributes ?? {};
    if (SOURCES.includes(event.triggerSource) && verified === 'true' && typeof to === 'string')
      log(JSON.stringify({ verify_bridge: await report(env, to, timeoutMs) }));
    // A sign-in never fails because a report did.
    return event;
  };
}

async function report(env, to, timeoutMs) {
  const missing = ['BRIDGE_URL', 'BRIDGE_TOKEN'].filter((name) => !env[name]?.trim());
  if (missing.length > 0) return `set ${missing.join(', ')}`;
  // The token and the number go to nobody in the clear.
  if (!ORIGIN.test(env.BRIDGE_URL.trim())) return 'BRIDGE_URL must be an https origin';
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${env.BRIDGE_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ to, outcome: 'approved', at: Date.now() }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  };
  const url = `${env.BRIDGE_URL.trim().replace(/\/+$/, '')}/otp/outcome`;
  const response = await fetch(url, request).catch(() => undefined);
  return response === undefined ? 'no answer' : `${response.status}`;
}

export const handler = createHandler();
