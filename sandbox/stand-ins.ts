import { Auth0, type Auth0Credentials } from './auth0/auth0';
import { ManagementAccount, type ManagementCredentials } from './auth0/management/account';
import { createManagementControlRoutes } from './auth0/management/control-routes';
import { toAuth0Error } from './auth0/management/error';
import { createManagementRoutes } from './auth0/management/routes';
import { createAuth0Routes } from './auth0/routes';
import type { Clock } from './clock';
import type { Functions } from './delivery';
import { createSystemRoutes, System } from './generic/system';
import { toOktaError } from './okta/error';
import { Org, type OktaCredentials } from './okta/org';
import { createOktaControlRoutes, createOktaRoutes } from './okta/routes';
import { Environment, type PingoneCredentials } from './pingone/environment';
import { toPingoneError } from './pingone/error';
import { Tenant } from './pingone/platform/tenant';
import { createPingoneControlRoutes, createPingoneRoutes } from './pingone/routes';
import type { Answer, Route } from './route';
import { createSenderRoutes } from './senders';
import { Account, type Credentials } from './twilio/account';
import { createTwilioControlRoutes } from './twilio/control-routes';
import { createTwilioRoutes } from './twilio/routes';

/** What each stand-in accepts, and shows to the functions. */
export interface StandInCredentials {
  /** What the stand-in of Twilio accepts. */
  credentials: Credentials;
  /** What the stand-in of PingOne accepts; without it there is none. */
  pingone?: PingoneCredentials;
  /** What the stand-in of Auth0 shows to the functions; without it nobody can sign in there. */
  auth0?: Auth0Credentials | undefined;
  /** What the stand-in of Auth0's Management API accepts; without it there is none. */
  auth0Management?: ManagementCredentials | undefined;
  /** What the stand-in of Okta accepts, and shows to the functions; without it there is none. */
  okta?: OktaCredentials | undefined;
  /** What the system of nobody's in particular calls the generic contract with; without it there is none. */
  otpToken?: string | undefined;
}

export interface StandIns {
  /** Twilio's. */
  account: Account;
  /** PingOne's. */
  environment: Environment | undefined;
  /** Of the APIs. */
  apiRoutes: Route[];
  /** The pages, and what controls the stand-ins. */
  ownRoutes: Route[];
}

/** The stand-ins, each with nothing in it yet. */
export function createStandIns(
  { credentials, pingone, auth0, auth0Management, okta, otpToken }: StandInCredentials,
  clock: Clock,
  functions: Functions,
): StandIns {
  const account = new Account(credentials, clock);
  const apiRoutes = createTwilioRoutes(account);
  const ownRoutes = createTwilioControlRoutes(account);
  const environment = pingone && new Environment(pingone, clock);
  if (environment !== undefined) {
    const tenant = new Tenant(environment.credentials.environmentId, clock);
    apiRoutes.push(...createPingoneRoutes(environment, tenant));
    ownRoutes.push(...createPingoneControlRoutes(environment, tenant));
  }
  ownRoutes.push(...createSenderRoutes(functions));
  if (auth0 !== undefined)
    ownRoutes.push(...createAuth0Routes(new Auth0(auth0, functions, clock, account.messages)));
  if (auth0Management !== undefined) {
    const managed = new ManagementAccount(auth0Management, clock);
    apiRoutes.push(...createManagementRoutes(managed));
    ownRoutes.push(...createManagementControlRoutes(managed));
  }
  if (okta !== undefined) {
    const org = new Org(okta);
    apiRoutes.push(...createOktaRoutes(org, clock));
    ownRoutes.push(...createOktaControlRoutes(org, clock, functions));
  }
  if (otpToken !== undefined) ownRoutes.push(...createSystemRoutes(new System(otpToken, clock, functions)));
  return { account, environment, apiRoutes, ownRoutes };
}

/** An answer as the provider whose path it is would have worded it: faults and unknown paths have Twilio's error in them. */
export const wordAnswer = (path: string, answer: Answer, clock: Clock): Answer =>
  toAuth0Error(path, toOktaError(path, toPingoneError(path, answer), clock), clock);
