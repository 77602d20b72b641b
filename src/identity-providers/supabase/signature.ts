import { validAround, type SignatureReader } from '../../core/signature';

/** More than a rotation needs. */
const MAX_DIGESTS = 8;

/**
 * The headers of Standard Webhooks: `webhook-signature` has `v1,<base64>` over `<id>.<seconds>.<body>`. Supabase puts
 * `, ` between several, where the specification has a blank.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go
 */
export const readSignature: SignatureReader = (header) => {
  const [id, seconds, value] = ['id', 'timestamp', 'signature'].map((name) => header(`webhook-${name}`));
  if (id === undefined || seconds === undefined || value === undefined)
    return { problem: 'webhook-id, webhook-timestamp or webhook-signature is missing, or came twice.' };
  const digests = Array.from(value.matchAll(/(?<![^ ])v1,([A-Za-z0-9+/]+=*)/g), ([, digest = '']) => digest);
  if (!/^\d{10}$/.test(seconds) || !/^[\w.-]{1,128}$/.test(id) || digests.length > MAX_DIGESTS)
    return { problem: 'The webhook- headers are not those of Standard Webhooks.' };
  const prefix = `${id}.${seconds}.`;
  return { prefix, isOfBody: true, ...validAround(Number(seconds)), digests, encoding: 'base64' };
};
