import { randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../clock';

export interface PingoneCredentials {
  environmentId: string;
  /** Of the worker application. */
  clientId: string;
  clientSecret: string;
  /** Another worker application, which manages the environment; it may be in an environment of its own. */
  admin?: { environmentId: string; clientId: string; clientSecret: string } | undefined;
}

/** https://docs.pingidentity.com/pingone/directory/p1_roles.html */
export type Role = 'Identity Data Read Only' | 'Environment Admin';

/** Those that the stand-in has; PingOne has more. */
export const DEVICE_TYPES = ['SMS', 'VOICE', 'TOTP', 'EMAIL'] as const;

export interface Device {
  id: string;
  userId: string;
  type: (typeof DEVICE_TYPES)[number];
  /** As whoever paired the device wrote it: PingOne takes `+1.4155552671` and several other forms. */
  phone: string | undefined;
  /** It is active once its user has entered a passcode that was sent to it. */
  status: 'ACTIVE' | 'ACTIVATION_REQUIRED';
  /** Wrong passcodes in a row. */
  wrong: number;
  /** Milliseconds since 1970; no passcode of the device is taken before. */
  lockedUntil: number;
  /** Milliseconds since 1970. */
  createdAt: number;
}

/** https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html */
export const TOKEN_LIFE_S = 3600;
const MAX_KEPT = 10_000;

/** The one environment, with its one worker application, that the stand-in knows. */
export class Environment {
  readonly credentials: PingoneCredentials;
  readonly clock: Clock;
  readonly #tokens = new Map<string, { expiresAt: number; role: Role }>();
  readonly #devices = new Map<string, Device>();

  constructor(credentials: PingoneCredentials, clock: Clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  newToken(role: Role): string {
    for (const [token, { expiresAt }] of this.#tokens) {
      if (expiresAt <= this.clock.now()) this.#tokens.delete(token);
    }
    // PingOne's are JWTs; a client must not look into them.
    const token = randomBytes(32).toString('base64url');
    this.#tokens.set(token, { expiresAt: this.clock.now() + TOKEN_LIFE_S * 1000, role });
    return token;
  }

  /** The role of the worker that has the token; undefined if the token is not good. */
  findRole(token: string): Role | undefined {
    const { expiresAt, role } = this.#tokens.get(token) ?? { expiresAt: 0 };
    return this.clock.now() < expiresAt ? role : undefined;
  }

  /** As an administrator can. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  pair(
    type: Device['type'],
    phone: string | undefined,
    userId: string = randomUUID(),
    status: Device['status'] = 'ACTIVE',
  ): Device {
    const createdAt = this.clock.now();
    const device = { id: randomUUID(), userId, type, phone, status, wrong: 0, lockedUntil: 0, createdAt };
    this.#devices.set(device.id, device);
    const [oldest] = this.#devices.keys();
    if (this.#devices.size > MAX_KEPT && oldest !== undefined) this.#devices.delete(oldest);
    return device;
  }

  unpair(device: Device): void {
    this.#devices.delete(device.id);
  }

  /** The first that is active; users of the stand-in's pages have one. */
  activeDevice(userId: string): Device | undefined {
    return [...this.#devices.values()].find((one) => one.userId === userId && one.status === 'ACTIVE');
  }

  device(userId: string, deviceId: string): Device | undefined {
    const device = this.#devices.get(deviceId);
    return device?.userId === userId ? device : undefined;
  }
}
