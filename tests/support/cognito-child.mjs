import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';

/**
 * Runs the Lambdas of integrations/cognito as Node runs them, with a stand-in for AWS KMS. Reads a job from its standard
 * input and prints what became of it.
 */

const KEY_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012';
/** The key in the stand-in: a data key is wrapped by this. */
const mask = Buffer.alloc(32, 0x5a);
const wrap = (bytes) => Buffer.from(bytes.map((byte, index) => byte ^ mask[index % mask.length]));

const kms = {
  generateDataKey: async ({ KeyId, NumberOfBytes }) => {
    const plaintext = Buffer.alloc(NumberOfBytes, 7);
    return { KeyId, Plaintext: plaintext, CiphertextBlob: wrap(plaintext) };
  },
  encrypt: async ({ KeyId, Plaintext }) => ({ KeyId, CiphertextBlob: wrap(Buffer.from(Plaintext)) }),
  decrypt: async ({ KeyId, CiphertextBlob }) => ({ KeyId, Plaintext: wrap(Buffer.from(CiphertextBlob)) }),
};
const clientProvider = () => ({
  ...kms,
  config: { customUserAgent: [], userAgentAppId: async () => undefined },
});

const { job, code, event, env = {}, timeoutMs } = JSON.parse(await new Response(process.stdin).text());

async function encrypt() {
  // As Cognito does it: without a commitment to the key.
  const client = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
  const keyring = new KmsKeyringNode({ generatorKeyId: KEY_ARN, clientProvider });
  const { result } = await client.encrypt(keyring, code, {
    encryptionContext: { 'userpool-id': 'eu-west-1_example' },
  });
  return { message: result.toString('base64') };
}

async function runLambda(file) {
  const lines = [];
  const { createHandler } = await import(`../../integrations/cognito/${file}.mjs`);
  const handler = createHandler({
    env,
    createKeyring: (keyArn) => new KmsKeyringNode({ keyIds: [keyArn], clientProvider }),
    log: (line) => lines.push(line),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
  const outcome = await handler(event).then(
    (value) => ({ value }),
    (error) => ({
      error: `${error.name}: ${error.message}`,
      details: JSON.stringify(error, Object.getOwnPropertyNames(error)),
    }),
  );
  return { ...outcome, lines };
}

console.log(JSON.stringify(job === 'encrypt' ? await encrypt() : await runLambda(job)));
