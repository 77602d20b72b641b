import type { Answer, Call } from '../route';
import { createError } from './error';
import type { Org } from './org';

/**
 * GET /api/v1/users/{userId}/factors
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserFactor/
 */
export function listFactors(org: Org, call: Call): Answer {
  const [, token = ''] = /^SSWS (\S+)$/i.exec(call.authorization ?? '') ?? [];
  if (!org.isGood(token)) return createError(401, 'E0000011', 'Invalid token provided');
  const user = org.findById(call.params['user'] ?? '');
  if (user === undefined) return createError(404, 'E0000007', 'Not found: Resource not found (User)');
  const body = [...user.factors].map(([factorType, id]) => ({
    id,
    factorType,
    provider: 'OKTA',
    vendorName: 'OKTA',
    status: 'ACTIVE',
    profile: { phoneNumber: user.phone },
  }));
  return { status: 200, body };
}
