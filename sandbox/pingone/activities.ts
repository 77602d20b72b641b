import { randomUUID } from 'node:crypto';
import { BoundedList } from '../bounded';
import type { Device, Environment } from './environment';
import type { User } from './users';

export type Activity = Record<string, unknown>;

/** Their names are PingOne's; of those of SMS and voice devices no sample is public, so the shapes are INFERRED. */
export type ActionType =
  | `OTP.CHECK_${'SUCCESS' | 'INVALID' | 'FAILED'}`
  | `DEVICE.${'CREATED' | 'ACTIVATED' | 'ACTIVATION_OTP_INVALID' | 'ACTIVATION_FAILED' | 'LOCKED'}`
  | `NOTIFICATION.${'CREATED' | 'REJECTED'}`;

/** What the webhook is subscribed to, its `includedActionTypes`. */
const SUBSCRIBED: readonly ActionType[] = [
  'OTP.CHECK_SUCCESS',
  'OTP.CHECK_INVALID',
  'OTP.CHECK_FAILED',
  'DEVICE.ACTIVATED',
  'DEVICE.ACTIVATION_FAILED',
];

interface Happened {
  user: User;
  device: Device;
  /** Of the sign-in, the same in all its activities. */
  flowId: string;
  status?: 'SUCCESS' | 'FAILED';
  description: string;
}

/** The audit log: what happened, oldest first. Whoever subscribes is told of each as it happens. */
export class Activities {
  readonly #kept = new BoundedList<Activity>(1000);
  readonly #environment: Environment;
  readonly #subscriber: (activity: Activity) => void;

  constructor(environment: Environment, subscriber: (activity: Activity) => void) {
    this.#environment = environment;
    this.#subscriber = subscriber;
  }

  all(): readonly Activity[] {
    return this.#kept.all();
  }

  add(type: ActionType, happened: Happened): void {
    const activity = written(type, happened, this.#environment);
    this.#kept.add(activity);
    if (SUBSCRIBED.includes(type)) this.#subscriber(activity);
  }
}

/**
 * In the shape of the one public sample, an `OTP.CHECK_SUCCESS` of a TOTP device: it names the device and has no number.
 * https://developer.pingidentity.com/pingone-api/platform/reference/audit-reporting-events.html
 */
function written(type: ActionType, happened: Happened, { credentials, clock }: Environment): Activity {
  const { user, device, flowId, status = 'SUCCESS', description } = happened;
  const { environmentId } = credentials;
  const base = `https://api.pingone.com/v1/environments/${environmentId}`;
  const environment = { id: environmentId };
  const id = randomUUID();
  const at = new Date(clock.now()).toISOString();
  return {
    _links: { self: { href: `${base}/activities/${id}` } },
    id,
    createdAt: at,
    recordedAt: at,
    correlationId: randomUUID(),
    action: { type, description: worded(type) },
    actors: {
      user: {
        id: user.id,
        name: user.username,
        environment,
        href: `${base}/users/${user.id}`,
        type: 'USER',
      },
    },
    resources: [
      { type: 'FLOW', id: flowId, name: flowId, environment, href: `${base}/flows/${flowId}` },
      {
        type: 'DEVICE',
        id: device.id,
        name: device.type,
        environment,
        href: `${base}/users/${user.id}/devices/${device.id}`,
      },
    ],
    result: { status, description },
  };
}

/** `OTP.CHECK_SUCCESS` -> `Otp Check Success`, as in the sample. */
function worded(type: string): string {
  return type
    .toLowerCase()
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
