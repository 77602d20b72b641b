import type { StoredHook } from './hooks';

const ORG = 'https://sandbox.okta.example';

/** A hook in an answer, as recorded from Okta. The value of `authScheme` is in none. */
export function renderHook(hook: StoredHook, base: string): Record<string, unknown> {
  const { id, status, name, type, version, description = null, events, channel, isVerified } = hook;
  const { uri, headers = [], authScheme } = channel.config;
  const self = `${ORG}${base}/${id}`;
  const link = (action: string) => ({
    href: `${self}/lifecycle/${action}`,
    hints: { allow: ['POST'] },
  });
  return {
    id,
    status,
    ...(events !== undefined && { verificationStatus: isVerified ? 'VERIFIED' : 'UNVERIFIED' }),
    name,
    ...(events === undefined ? { type, version } : { description }),
    created: hook.created,
    lastUpdated: hook.lastUpdated,
    ...(events !== undefined && { createdBy: '00uexampleOkta000002', events: { filter: null, ...events } }),
    channel: {
      type: channel.type,
      version: channel.version,
      config: { uri, headers, method: 'POST', authScheme: { type: authScheme.type, key: authScheme.key } },
    },
    _links: {
      self: { href: self },
      ...(status === 'ACTIVE'
        ? { deactivate: link('deactivate') }
        : { activate: link('activate'), delete: { href: self, hints: { allow: ['DELETE'] } } }),
      ...(events !== undefined && { verify: link('verify') }),
    },
  };
}
