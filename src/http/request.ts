import { getOwn } from '../core/record';

/**
 * A header; undefined if it is missing, came twice, or is hidden (see authenticate()).
 * @param request `event.request`
 * @param name in lower case
 */
export function readHeader(request: unknown, name: string): string | undefined {
  return asText(getOwn(getOwn(request, 'headers'), name));
}

/** A cookie, which the runtime has decoded. */
export function readCookie(request: unknown, name: string): string | undefined {
  return asText(getOwn(getOwn(request, 'cookies'), name));
}

/**
 * A `Set-Cookie` value for this host only, which scripts cannot read. The prefix makes browsers refuse a cookie that
 * another host of the domain has set (RFC 6265bis §4.1.3.2). Chromium and Firefox take Secure cookies from
 * http://localhost; Safari does not.
 *
 * @param name begins with `__Host-`
 * @param maxAge seconds; without it the cookie ends with the browser session, and 0 deletes it
 */
export function createHostCookie(
  name: `__Host-${string}`,
  value: string,
  sameSite: 'Lax' | 'Strict',
  maxAge?: number,
): string {
  const life = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}${life}`;
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
