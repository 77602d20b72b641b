import type { Outcome } from '../../core/feedback';
import { parseTime } from '../../core/time';
import { getOwn } from '../../core/record';

/** `<user id>/<device id>` in the bridge's own PingOne environment: what the Platform API is asked with. */
export type Device = `${string}/${string}`;

/** Where the records of a batch are, and which keys a single record has, for records() of http/batch.ts. */
export const ACTIVITY_BATCH = [
  ['_embedded', 'activities'],
  ['action', 'id'],
] as const;

const SUCCESSES = ['OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED'];
/** In the one event that is public the device's name is its type. These have no number, so that nobody need ask. */
const NO_PHONE = ['TOTP', 'EMAIL', 'FIDO2', 'PLATFORM', 'SECURITY_KEY', 'OATH_TOKEN'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * One activity of a PingOne webhook. It names a user and a device and no number; ids are checked because they go into
 * a path, and no address in the event (`href`) is ever followed.
 * https://developer.pingidentity.com/pingone-api/platform/reference/audit-reporting-events.html
 *
 * @param environmentId the bridge's own environment; without it no device can be asked for
 */
export function parseActivity(activity: unknown, environmentId: string | undefined): Outcome<Device> {
  const type = getOwn(getOwn(activity, 'action'), 'type');
  if (typeof type !== 'string' || !SUCCESSES.includes(type)) return { kind: 'irrelevant' };
  if (getOwn(getOwn(activity, 'result'), 'status') !== 'SUCCESS') return { kind: 'irrelevant' };

  const device = findResource(activity, 'DEVICE');
  const name = getOwn(device, 'name');
  if (typeof name === 'string' && NO_PHONE.includes(name)) return { kind: 'irrelevant' };
  // An administrator may have acted: then the user is among the resources.
  const user = findResource(activity, 'USER') ?? getOwn(getOwn(activity, 'actors'), 'user');
  const userId = readId(user, environmentId);
  const deviceId = readId(device, environmentId);
  if (userId === undefined || deviceId === undefined) return { kind: 'unmappable' };
  const at = parseTime(getOwn(activity, 'createdAt')) ?? parseTime(getOwn(activity, 'recordedAt'));
  return { kind: 'success', subject: `${userId}/${deviceId}`, at };
}

function findResource(activity: unknown, type: string): unknown {
  const resources = getOwn(activity, 'resources');
  return Array.isArray(resources) ? resources.find((one: unknown) => getOwn(one, 'type') === type) : undefined;
}

/** The id, if it is one and of our environment; an event need not name its environment. */
function readId(subject: unknown, environmentId: string | undefined): string | undefined {
  const id = getOwn(subject, 'id');
  const itsEnvironment = getOwn(getOwn(subject, 'environment'), 'id') ?? environmentId;
  if (environmentId === undefined || typeof id !== 'string' || typeof itsEnvironment !== 'string')
    return undefined;
  const isOurs = itsEnvironment.toLowerCase() === environmentId.toLowerCase();
  return isOurs && UUID.test(id) ? id.toLowerCase() : undefined;
}
