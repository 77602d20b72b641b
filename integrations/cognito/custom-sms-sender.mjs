/**
 * A custom SMS sender of Amazon Cognito: decrypts the code and posts it to verify-bridge.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
 *
 * Environment: KEY_ARN, the KMS key of the user pool; BRIDGE_URL, the origin of the deployment; BRIDGE_TOKEN, the value of
 * OTP_TOKEN. Runtime: Node.js 22 or later, with @aws-crypto/client-node in the package.
 */
import { createHash } from 'node:crypto';
import { clearTimeout, setTimeout } from 'node:timers';
import { URL } from 'node:url';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';

/**
 * For KMS, and then for the bridge. Cognito does not wait for this trigger, and shows nobody its errors. Lambda calls it again
 * after one, unless the function's retries are set to 0: docs/cognito.md.
 */
const TIMEOUT_MS = 4_000;
const ORIGIN = /^(https:\/\/[\w.:[\]-]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?)\/?$/i;

/** Cognito's messages do not commit to their key. */
const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);

/** No message, code, number or token ever goes into an error: Lambda writes errors into the log. */
class Refusal extends Error {
  name = 'VerifyBridgeRefusal';
}

/** @param options what a test replaces: the environment, how the keyring is made, the time limit */
export function createHandler({
  env = process.env,
  createKeyring = createKmsKeyring,
  timeoutMs = TIMEOUT_MS,
} = {}) {
  let keyring;
  return async (event) => {
    const missing = ['KEY_ARN', 'BRIDGE_URL', 'BRIDGE_TOKEN'].filter((name) => !env[name]?.trim());
    if (missing.length > 0) throw new Refusal(`Set ${missing.join(', ')} of this function.`);
    const [keyArn, origin, token] = [env.KEY_ARN, env.BRIDGE_URL, env.BRIDGE_TOKEN].map((one) => one.trim());
    // A passcode goes to nobody in the clear.
    if (!ORIGIN.test(origin) || !URL.canParse(origin))
      throw new Refusal('BRIDGE_URL must be an https origin, such as https://name-1234.twil.io.');
    if (!/^[!-~]+$/.test(token)) throw new Refusal('BRIDGE_TOKEN must be ASCII without blanks.');
    const { code: ciphertext, userAttributes = {} } = event.request ?? {};
    // A temporary password is no code, and Verify would not deliver it.
    if (event.triggerSource === 'CustomSMSSender_AdminCreateUser')
      throw new Refusal(
        'CustomSMSSender_AdminCreateUser has a temporary password, which verify-bridge does not send.',
      );
    if (typeof ciphertext !== 'string') throw new Refusal('The event has no code.');
    keyring ??= createKeyring(keyArn);
    const body = {
      to: userAttributes.phone_number,
      code: await decode(keyring, ciphertext, timeoutMs),
      idp: 'cognito',
      // Lambda calls again after a failure, with the same event.
      request_id: createHash('sha256').update(ciphertext).digest('base64url'),
      ...(typeof userAttributes.locale === 'string' && { locale: userAttributes.locale }),
    };
    await post(new URL('/otp/send', origin), token, body, timeoutMs);
    return event;
  };
}

function createKmsKeyring(keyArn) {
  return new KmsKeyringNode({ keyIds: [keyArn] });
}

async function decode(keyring, ciphertext, timeoutMs) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  try {
    const result = await Promise.race([decrypt(keyring, Buffer.from(ciphertext, 'base64')), late]);
    if (result) return result.plaintext.toString('utf8');
  } catch {
    throw new Refusal('The code cannot be decrypted: check KEY_ARN and the permission kms:Decrypt.');
  } finally {
    clearTimeout(timer);
  }
  throw new Refusal('AWS KMS did not answer in time. Nothing was sent.');
}

async function post(url, token, body, timeoutMs) {
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'manual', // To follow one would hand the passcode to somebody else.
    signal: AbortSignal.timeout(timeoutMs),
  };
  const response = await fetch(url, request).catch((error) => {
    const { code, syscall } = error.cause?.errors?.[0] ?? error.cause ?? {};
    if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT')
      throw new Refusal('There is no connection to BRIDGE_URL. Nothing was sent.');
    if (error.name === 'TimeoutError')
      throw new Refusal('verify-bridge did not answer in time. The code may have been sent.');
    throw new Refusal('The connection to verify-bridge broke off. The code may have been sent.');
  });
  if (response.status === 201) return;
  const problem = await response.json().catch(() => ({}));
  const named = typeof problem?.code === 'string' && /^[a-z_]{1,40}$/.test(problem.code);
  const code = named ? problem.code : 'no problem document';
  throw new Refusal(`verify-bridge refused with ${response.status}: ${code}.`);
}

export const handler = createHandler();
