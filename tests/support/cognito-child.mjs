import { createServer } from 'node:http';
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

const hanging = () => ({ ...clientProvider(), decrypt: () => new Promise(() => undefined) });

const {
  job,
  code,
  event,
  env = {},
  timeoutMs,
  kmsHangs,
} = JSON.parse(await new Response(process.stdin).text());

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
    createKeyring: (keyArn) =>
      new KmsKeyringNode({ keyIds: [keyArn], clientProvider: kmsHangs ? hanging : clientProvider }),
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

/** The handler that Lambda calls, with the real client of KMS, whose endpoint is on loopback. */
async function runDefault() {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const { KeyId, CiphertextBlob } = JSON.parse(Buffer.concat(chunks).toString());
      const { Plaintext } = await kms.decrypt({
        KeyId,
        CiphertextBlob: Buffer.from(CiphertextBlob, 'base64'),
      });
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ KeyId, Plaintext: Plaintext.toString('base64') }));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${server.address().port}`;
  const aws = {
    AWS_ENDPOINT_URL_KMS: endpoint,
    AWS_ACCESS_KEY_ID: 'example',
    AWS_SECRET_ACCESS_KEY: 'example',
  };
  Object.assign(process.env, env, aws);
  const { handler } = await import('../../integrations/cognito/custom-sms-sender.mjs');
  const value = await handler(event);
  server.closeAllConnections();
  server.close();
  return { value };
}

const jobs = { encrypt, default: runDefault };
console.log(JSON.stringify(await (jobs[job] ?? (() => runLambda(job)))()));
