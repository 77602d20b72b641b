import { profile as auth0 } from '../src/identity-providers/auth0/profile';
import { profile as generic } from '../src/identity-providers/generic/profile';
import { createActivity, profile as pingone } from '../src/identity-providers/pingone/profile';
import type { ProviderProfile, WireBody } from '../src/identity-providers/provider-profile';
import type { Login } from './login';

/** How a provider plays its part in a login, by what it puts on the wire. */
export interface LoadProvider {
  name: string;
  /** Paths below the functions' origin, and the `Authorization` header of each. */
  sendPath: string;
  sendAuthorization: string;
  eventPath: string;
  eventAuthorization: string;
  renderSend(login: Login): WireBody;
  /** The event of a user who has proved the passcode. @param date ISO 8601 */
  createEvent(login: Login, date: string): unknown;
  /** Its events name a device, which the stand-in must know. */
  needsDevice: boolean;
}

type Environment = Readonly<Record<string, string>>;

/** The first value of a secret that may have two. */
const secret = (env: Environment, name: string) => env[name]?.split(',')[0]?.trim() ?? '';

const createBasic = (env: Environment) => {
  const credentials = `${env['PINGONE_USERNAME']}:${secret(env, 'PINGONE_PASSWORD')}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
};

/** What the test page offers of the profile, which the documents print, too. */
function readProfile({ callers }: ProviderProfile) {
  const [caller] = callers;
  if (caller === undefined) throw new Error('A profile has no caller');
  return {
    sendPath: caller.path,
    renderSend: ({ to, code }: Login) => caller.renderRequest(to, code),
    createEvent: ({ to }: Login, date: string) => (caller.renderEvents?.(to, date) as unknown[])[0],
    needsDevice: false,
  };
}

const creators: Readonly<Record<string, (env: Environment) => Omit<LoadProvider, 'name'>>> = {
  auth0: (env) => ({
    ...readProfile(auth0),
    sendAuthorization: `Bearer ${secret(env, 'AUTH0_ACTION_TOKEN')}`,
    eventPath: 'auth0/log-stream',
    eventAuthorization: secret(env, 'AUTH0_LOG_STREAM_TOKEN'),
  }),
  pingone: (env) => ({
    ...readProfile(pingone),
    sendAuthorization: createBasic(env),
    eventPath: 'pingone/events',
    eventAuthorization: createBasic(env),
    createEvent: ({ index, device }, date) => createActivity({ ...device, date, id: `activity-${index}` }),
    needsDevice: true,
  }),
  otp: (env) => ({
    ...readProfile(generic),
    sendAuthorization: `Bearer ${secret(env, 'OTP_TOKEN')}`,
    eventPath: 'otp/outcome',
    eventAuthorization: `Bearer ${secret(env, 'OTP_TOKEN')}`,
  }),
};

export const loadProviderNames = Object.keys(creators);

/** @param env the variables of the sandbox, which have the credentials */
export function createLoadProvider(name: string, env: Environment): LoadProvider {
  const create = creators[name];
  if (create === undefined) throw new Error(`There is no provider ${name}`);
  return { name, ...create(env) };
}
