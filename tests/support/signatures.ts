import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Signs as the providers do, with other code than that which checks. */

const seconds = (at: number) => Math.floor(at / 1000);

/** @param secret `v1,whsec_<base64>` */
export function signAsSupabase(
  secret: string,
  body: string,
  { at = Date.now(), id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W' } = {},
): Record<string, string> {
  const signature = new Webhook(secret.replace('v1,', '')).sign(id, new Date(at), body);
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds(at)), 'webhook-signature': signature };
}

export function signAsZitadel(key: string, body: string, { at = Date.now() } = {}): Record<string, string> {
  const digest = createHmac('sha256', key)
    .update(`${seconds(at)}.${body}`)
    .digest('hex');
  return { 'zitadel-signature': `t=${seconds(at)},v1=${digest}` };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The token of an SMS gateway, as the library that Auth0 uses makes it. */
export function signAsAuth0Gateway(
  secret: string,
  claims: Record<string, unknown> = {},
  head: Record<string, unknown> = { alg: 'HS256', typ: 'JWT' },
): Record<string, string> {
  const payload = { iat: seconds(Date.now()), aud: 'urn:verify-bridge', sub: 'urn:Auth0', ...claims };
  const input = `${encode(head)}.${encode(payload)}`;
  const digest = createHmac('sha256', secret).update(input).digest('base64url');
  return { authorization: `Bearer ${input}.${digest}` };
}
