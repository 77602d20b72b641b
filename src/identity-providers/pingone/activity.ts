import type { Outcome } from '../../core/feedback';
import { parseTime } from '../../core/time';
import { getOwn } from '../../core/record';
import { UUID } from './uuid';

/** `<environment id>/<user id>/<device id>`, of which the first may be empty: an event need not name its environment. */
export type DeviceReference = `${string}/${string}/${string}`;

const SUCCESSES = ['OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED'];
/** In the one public event the device's name is its type. Devices of these types have no number. */
const NO_PHONE = ['TOTP', 'EMAIL', 'FIDO2', 'PLATFORM', 'SECURITY_KEY', 'OATH_TOKEN'];

/**
 * One activity of a PingOne webhook. It names a user and a device and no number. Ids are checked because they go into
 * a path, and no address in the event (`href`) is ever followed.
 * https://developer.pingidentity.com/pingone-api/platform/reference/audit-reporting-events.html
 */
export function parseActivity(activity: unknown): Outcome<DeviceReference> {
  const type = getOwn(getOwn(activity, 'action'), 'type');
  if (typeof type !== 'string' || !SUCCESSES.includes(type)) return { kind: 'irrelevant' };
  if (getOwn(getOwn(activity, 'result'), 'status') !== 'SUCCESS') return { kind: 'irrelevant' };

  const device = findResource(activity, 'DEVICE');
  const name = getOwn(device, 'name');
  if (typeof name === 'string' && NO_PHONE.includes(name)) return { kind: 'irrelevant' };
  // An administrator may have acted: then the user is among the resources.
  const user = findResource(activity, 'USER') ?? getOwn(getOwn(activity, 'actors'), 'user');
  const [userId, deviceId] = [user, device].map((one) => asUuid(getOwn(one, 'id')));
  const environment = findEnvironment(user, device);
  if (userId === undefined || deviceId === undefined || environment === undefined)
    return { kind: 'unmappable' };
  const id = getOwn(activity, 'id');
  return {
    kind: 'success',
    reference: `${environment}/${userId}/${deviceId}`,
    at: parseTime(getOwn(activity, 'createdAt')) ?? parseTime(getOwn(activity, 'recordedAt')),
    eventId: typeof id === 'string' ? id : undefined,
  };
}

/** Whether a device is one of this environment, as far as its event says. */
export function belongsTo(environmentId: string, reference: DeviceReference): boolean {
  const [environment] = reference.split('/');
  return environment === '' || environment === environmentId.toLowerCase();
}

function findResource(activity: unknown, type: string): unknown {
  const resources = getOwn(activity, 'resources');
  return Array.isArray(resources)
    ? resources.find((one: unknown) => getOwn(one, 'type') === type)
    : undefined;
}

/** The environment of the user and the device; empty if the event names none, undefined if it names two. */
function findEnvironment(...resources: unknown[]): string | undefined {
  const given = resources.flatMap((one) => getOwn(getOwn(one, 'environment'), 'id') ?? []);
  const ids = given.map(asUuid);
  const [id = '', ...others] = new Set(ids);
  return ids.includes(undefined) || others.length > 0 ? undefined : id;
}

function asUuid(id: unknown): string | undefined {
  return typeof id === 'string' && UUID.test(id) ? id.toLowerCase() : undefined;
}
