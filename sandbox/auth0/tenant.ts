import type { Call } from '../route';

/** What the stand-in's one tenant is called, in events and in logs alike. */
export const tenant = {
  id: 'sandbox',
  friendlyName: 'Sandbox',
  environment: 'sandbox-1',
  hostname: 'sandbox.auth0.localhost',
  connection: 'Username-Password-Authentication',
  connectionId: 'con_5a4db0c5a4db0c5a',
};

export const client = { client_id: '5a4db0c5a4db0c5a4db0c5a4db0c5a4d', name: 'Sandbox app' };

export interface Browser {
  ip: string;
  userAgent: string;
}

/** The sandbox listens on 127.0.0.1 and nowhere else, so that is where every browser is. */
export function identifyBrowser({ userAgent }: Call): Browser {
  return { ip: '127.0.0.1', userAgent: userAgent ?? '' };
}
