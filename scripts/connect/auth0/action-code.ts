import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trigger } from './tenant';

/** Whose Action it is: of this deployment, pasted by hand from our file, of another deployment, or somebody else's. */
export type Owner = 'ours' | 'pasted' | 'other' | 'foreign';

/** What our first line says of the deployment that the secrets belong to. */
export interface Marker {
  /** `https://acme-1234.twil.io` */
  origin: string;
  /** Of both secrets: Auth0 never shows their values (see fingerprint.ts). */
  fingerprint: string;
}

const FIRST_LINE = /^\/\/ verify-bridge for (\S+), secrets ([0-9a-f]{16})\. .*\n/;
/** In the head of both files in actions/. */
const OWN_WORDS = 'hands each passcode to verify-bridge';

export const readSource = (trigger: Trigger): string =>
  readFileSync(join(__dirname, `../../../actions/${trigger}.js`), 'utf8');

/** The file as it is, below a line that says whose it is. */
export const renderCode = (source: string, { origin, fingerprint }: Marker): string =>
  `// verify-bridge for ${origin}, secrets ${fingerprint}. Made by npm run connect:auth0: run that instead of editing.\n${source}`;

export function readMarker(code: string): Marker | undefined {
  const [, address = '', fingerprint = ''] = FIRST_LINE.exec(code) ?? [];
  return URL.canParse(address) ? { origin: new URL(address).origin, fingerprint } : undefined;
}

export const withoutMarker = (code: string): string => code.replace(FIRST_LINE, '');

export function identifyOwner(code: string, origin: string): Owner {
  const marker = readMarker(code);
  if (marker !== undefined) return marker.origin === origin ? 'ours' : 'other';
  return code.includes(OWN_WORDS) ? 'pasted' : 'foreign';
}
