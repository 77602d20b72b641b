import type { Reader } from '../../src/config/reader';
import type { Step, Variables } from '../setup/plan';

/** Where the variables that manage the tenants are. `npm run deploy` does not read it. */
export const CREDENTIALS_FILE = '.env.connect';

/** A variable that manages the tenant. It is never one of a deployment: `npm run deploy` refuses it. */
export interface Credential {
  name: string;
  /** What is asked on a terminal, with the page on which the value is found. */
  question: string;
  isSecret: boolean;
}

/** An endpoint of the deployment, with the secret that opens it: what the provider will call it with. */
export interface Endpoint {
  /** `/auth0/send` */
  path: string;
  /** The value of the header `Authorization`. */
  authorization: string;
  /** The variable that holds the secret in it. */
  variable: string;
}

/** One thing in the tenant: an Action, a sender, a webhook. */
export interface Part {
  /** `log stream` */
  name: string;
  /** What is there, as a sentence without any secret. */
  found: string;
  /** What makes it right, in order; none if it is. */
  steps: Step[];
  /** Whether it does its work as it is, as far as can be seen: what somebody made by hand, or with Terraform. */
  works?: boolean;
  /** Why the steps take what somebody else has made, as a sentence: they need `--replace`. */
  conflict?: string;
}

/** A tenant that has taken the credentials. Each call may throw Failure. */
export interface Connection {
  /** `Auth0 tenant acme.eu.auth0.com: Unified Phone Experience.` */
  description: string;
  /** Reads alone. A part whose steps are run may be asked for no second time: inspect again. */
  inspect(): Promise<Part[]>;
  /** The steps that take away what `npm run connect:…` made, and nothing else; none if nothing is left. */
  planRemoval(): Promise<Step[]>;
}

/** An identity provider that can be set up over its API. */
export interface Connector {
  /** As in `npm run connect:auth0`. */
  name: string;
  title: string;
  credentials: readonly Credential[];
  /** The secrets of the deployment and the credentials, each named if it is missing or malformed. */
  readSettings: Reader<unknown>;
  /** What the deployment must take before the provider calls it. */
  listEndpoints(values: Variables): Endpoint[];
  /**
   * Signs in to the tenant, and looks at nothing else.
   * @param bridge the origin of the deployment
   * @throws Failure for credentials that the provider refuses
   */
  open(values: Variables, bridge: URL): Promise<Connection>;
}
