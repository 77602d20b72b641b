import { validAround, type SignatureReader } from '../../core/signature';

/** More than a rotation needs. */
const MAX_DIGESTS = 8;

/**
 * `ZITADEL-Signature: t=<seconds>,v1=<hex>`, with one `v1` for each key, over `<seconds>.<body>`.
 * https://github.com/zitadel/zitadel/blob/main/pkg/actions/signing.go
 */
export const readSignature: SignatureReader = (header) => {
  const value = header('zitadel-signature');
  if (value === undefined) return { problem: 'There is no ZITADEL-Signature header, or more than one.' };
  const parts = value.split(',').map((part) => part.trim().split('='));
  const seconds = parts.find(([name]) => name === 't')?.[1] ?? '';
  const digests = parts.flatMap(([name, digest = '']) => (name === 'v1' ? digest : []));
  if (!/^\d{10}$/.test(seconds) || digests.length > MAX_DIGESTS)
    return { problem: 'The ZITADEL-Signature header is not t=<seconds>,v1=<hex>.' };
  return { prefix: `${seconds}.`, isOfBody: true, ...validAround(Number(seconds)), digests, encoding: 'hex' };
};
