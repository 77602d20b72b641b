import type { Connector } from './connector';
import { pingone } from './pingone/connector';

/** Each provider that can be set up over its API. A new one is one folder here, and one line. */
export const connectors: readonly Connector[] = [pingone];
