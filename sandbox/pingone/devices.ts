import { ControlError, parseJsonObject } from '../control';
import type { Answer, Call } from '../route';
import { DEVICE_TYPES, type Device, type Environment } from './environment';
import { createPingoneError } from './error';

/**
 * GET /v1/environments/{environment}/users/{user}/devices/{device}
 * https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices.html
 */
export function readDevice(environment: Environment, call: Call): Answer {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(call.authorization ?? '') ?? [];
  const role = environment.findRole(token);
  if (role === undefined) return createPingoneError(401);
  // A worker has its roles in its own environment.
  const isOurs = call.params['environment'] === environment.credentials.environmentId;
  if (!isOurs || role !== 'Identity Data Read Only') return createPingoneError(403);
  const device = environment.device(call.params['user'] ?? '', call.params['device'] ?? '');
  if (device === undefined) return createPingoneError(404);
  return { status: 200, body: resource(device, environment.credentials.environmentId) };
}

/** POST /sandbox/pingone/devices `{"type":"SMS","phone":"+1.4155552671","userId":…}`: a user of its own if none is given. */
export function pairDevice(environment: Environment, call: Call): Answer {
  const { type, phone, userId } = (parseJsonObject(call) ?? {}) as Record<string, unknown>;
  const known = DEVICE_TYPES.find((one) => one === type);
  if (known === undefined) throw new ControlError(`"type" must be one of ${DEVICE_TYPES.join(', ')}.`);
  const needsPhone = known === 'SMS' || known === 'VOICE';
  if (needsPhone ? typeof phone !== 'string' : phone !== undefined) {
    throw new ControlError(
      `"phone" ${needsPhone ? 'must be a string' : 'is for SMS and VOICE'}: a device of type ${known}.`,
    );
  }
  if (userId !== undefined && typeof userId !== 'string')
    throw new ControlError('"userId" must be a string.');
  const device = environment.pair(known, phone as string | undefined, userId);
  const { environmentId } = environment.credentials;
  return { status: 201, body: { environmentId, userId: device.userId, deviceId: device.id } };
}

function resource({ id, userId, type, phone, status, createdAt }: Device, environmentId: string) {
  const at = new Date(createdAt).toISOString();
  const path = `v1/environments/${environmentId}/users/${userId}/devices/${id}`;
  return {
    _links: { self: { href: `https://api.pingone.com/${path}` } },
    id,
    environment: { id: environmentId },
    user: { id: userId },
    type,
    status,
    createdAt: at,
    updatedAt: at,
    ...(phone !== undefined && { phone }),
    ...(type === 'EMAIL' && { email: 'user@example.com' }),
  };
}
