import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock';
import { BoundedMap } from '../../bounded';
import { Actions } from './actions';
import { LogStreams } from './log-streams';
import { PhoneSettings } from './phone-settings';

export interface ManagementCredentials {
  /** `sandbox.auth0.localhost` */
  domain: string;
  clientId: string;
  clientSecret: string;
}

/** All scopes that the stand-in's endpoints ask for. */
const RESOURCES = ['actions', 'log_streams', 'phone_providers'];
export const ALL_SCOPES = [
  'read:tenant_settings',
  ...RESOURCES.flatMap((name) => ['read', 'create', 'update', 'delete'].map((verb) => `${verb}:${name}`)),
  'read:guardian_factors',
  'update:guardian_factors',
];

const DAY_MS = 86_400_000;

interface Token {
  scopes: readonly string[];
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** A request that would change something, as it arrived. */
export interface Write {
  method: string;
  path: string;
  body: unknown;
}

/** A tenant as the Management API shows it. It has nothing to do with the tenant in which people sign in. */
export class ManagementAccount {
  readonly credentials: ManagementCredentials;
  readonly clock: Clock;
  readonly actions: Actions;
  readonly phone: PhoneSettings;
  readonly logStreams: LogStreams;
  readonly #tokens = new BoundedMap<Token>(100);
  /** https://auth0.com/docs/customize/phone-messages/unified-phone */
  isUnified = true;
  /** What the application is authorised for; undefined if it is not authorised for the Management API at all. */
  scopes: readonly string[] | undefined = ALL_SCOPES;
  readonly writes: Write[] = [];

  constructor(credentials: ManagementCredentials, clock: Clock) {
    this.credentials = credentials;
    this.clock = clock;
    this.actions = new Actions(clock);
    this.phone = new PhoneSettings(this.actions, clock);
    this.logStreams = new LogStreams();
  }

  issueToken(scopes: readonly string[]): { token: string; expiresIn: number } {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, { scopes, expiresAt: this.clock.now() + DAY_MS });
    return { token, expiresIn: DAY_MS / 1000 };
  }

  /** @returns undefined if the token is not good */
  readScopes(authorization: string | undefined): readonly string[] | undefined {
    const found = this.#tokens.get((authorization ?? '').replace(/^Bearer /, ''));
    return found !== undefined && found.expiresAt > this.clock.now() ? found.scopes : undefined;
  }
}
