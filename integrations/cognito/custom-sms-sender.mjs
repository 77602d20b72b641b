/**
 * A custom SMS sender of Amazon Cognito: decrypts the code and posts it to verify-bridge.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
 *
 * Environment: KEY_ARN, the KMS key of the user pool; BRIDGE_URL, the origin of the deployment; BRIDGE_TOKEN, the value of
 * OTP_TOKEN. Runtime: Node.js 22 or later, with @aws-crypto/client-node in the package.
 */
import { createHash } from 'node:crypto';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';

/** Cognito gives up after 5 s, and then calls again. */
const TIMEOUT_MS = 4_000;

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
    const { code: ciphertext, userAttributes = {} } = event.request ?? {};
    // A temporary password is no code, and Verify would not deliver it.
    if (event.triggerSource === 'CustomSMSSender_AdminCreateUser')
      throw new Refusal(
        'CustomSMSSender_AdminCreateUser has a temporary password, which verify-bridge does not send.',
      );
    if (typeof ciphertext !== 'string') throw new Refusal('The event has no code.');
    keyring ??= createKeyring(env.KEY_ARN);
    const body = {
      to: userAttributes.phone_number,
      code: await decode(keyring, ciphertext),
      idp: 'cognito',
      // Cognito calls again after a failure, with the same message.
      request_id: createHash('sha256').update(ciphertext).digest('base64url'),
      ...(typeof userAttributes.locale === 'string' && { locale: userAttributes.locale }),
    };
    await post(`${env.BRIDGE_URL.replace(/\/+$/, '')}/otp/send`, env.BRIDGE_TOKEN, body, timeoutMs);
    return event;
  };
}

function createKmsKeyring(keyArn) {
  return new KmsKeyringNode({ keyIds: [keyArn] });
}

async function decode(keyring, ciphertext) {
  try {
    const { plaintext } = await decrypt(keyring, Buffer.from(ciphertext, 'base64'));
    return plaintext.toString('utf8');
  } catch {
    throw new Refusal('The code cannot be decrypted: check KEY_ARN and the permission kms:Decrypt.');
  }
}

async function post(url, token, body, timeoutMs) {
  const request = {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  };
  const response = await fetch(url, request).catch(() => undefined);
  if (response === undefined)
    throw new Refusal('verify-bridge did not answer in time. The code may have been sent.');
  if (response.status === 201) return;
  const problem = await response.json().catch(() => ({}));
  const code = /^[a-z_]{1,40}$/.test(problem.code) ? problem.code : 'no problem document';
  throw new Refusal(`verify-bridge refused with ${response.status}: ${code}.`);
}

export const handler = createHandler();
