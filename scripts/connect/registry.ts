import { auth0 } from './auth0/connector';
import type { Connector } from './connector';
import { okta } from './okta/connector';
import { pingone } from './pingone/connector';

/** Each provider that can be set up over its API. A new one is one folder here, and one line. */
export const connectors: readonly Connector[] = [auth0, okta, pingone];
