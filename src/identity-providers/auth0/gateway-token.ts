import { getOwn } from '../../core/record';
import { validAround, type SignatureReader } from '../../core/signature';

/** The audience to enter at `gateway_authentication`. */
export const GATEWAY_AUDIENCE = 'urn:verify-bridge';

/**
 * The token of an SMS gateway: a JSON Web Token by HS256 (RFC 7519) in `Authorization`. Auth0 makes it anew for each
 * message, so it is good for five minutes around `iat`, and no longer than `exp`. It signs nothing of the body.
 */
export const readGatewayToken: SignatureReader = (header) => {
  const [, head = '', claims = '', digest = ''] =
    /^bearer +([\w-]{1,512})\.([\w-]{1,4096})\.([\w-]{43})$/i.exec(header('authorization') ?? '') ?? [];
  const payload = decode(claims);
  const issuedAt = getOwn(payload, 'iat');
  const expiresAt = getOwn(payload, 'exp') ?? Infinity;
  const audience = getOwn(payload, 'aud');
  // No other algorithm: `none` needs no key (RFC 8725 section 3.1).
  if (
    getOwn(decode(head), 'alg') !== 'HS256' ||
    typeof issuedAt !== 'number' ||
    typeof expiresAt !== 'number'
  )
    return { problem: 'The Authorization header holds no JSON Web Token by HS256 with an iat.' };
  if (audience !== GATEWAY_AUDIENCE) return { problem: 'The token is for another audience.' };
  const { validFrom, validUntil } = validAround(issuedAt);
  return {
    prefix: `${head}.${claims}`,
    isOfBody: false,
    validFrom,
    validUntil: Math.min(validUntil, expiresAt * 1000),
    digests: [digest],
    encoding: 'base64url',
  };
};

function decode(part: string): unknown {
  try {
    const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (one) => one.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
