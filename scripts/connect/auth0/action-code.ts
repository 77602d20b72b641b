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
  /** Whether somebody else had made the Action: then it is not ours to delete. */
  isTaken: boolean;
  /** Whether the phone provider was there before the Action, or was taken over for it: then it is not ours, either. */
  isProviderTaken: boolean;
}

const FIRST_LINE = /^\/\/ verify-bridge for (\S+), secrets ([0-9a-f]{16})\. (.*)\n/;
const MADE = 'Made by';
const TAKEN = 'Taken over by';
const PROVIDER_TAKEN = ' (the phone provider was there before)';
/** In the head of both files in actions/. */
const OWN_WORDS = 'hands each passcode to verify-bridge';

export const readSource = (trigger: Trigger): string =>
  readFileSync(join(__dirname, `../../../actions/${trigger}.js`), 'utf8');

/** The file as it is, below a line that says whose it is. */
export const renderCode = (
  source: string,
  { origin, fingerprint, isTaken, isProviderTaken }: Marker,
): string =>
  `// verify-bridge for ${origin}, secrets ${fingerprint}. ${isTaken ? TAKEN : MADE} npm run connect:auth0${isProviderTaken ? PROVIDER_TAKEN : ''}: run that instead of editing.\n${source}`;

export function readMarker(code: string): Marker | undefined {
  const [, address = '', fingerprint = '', rest = ''] = FIRST_LINE.exec(code) ?? [];
  if (!URL.canParse(address)) return undefined;
  return {
    origin: new URL(address).origin,
    fingerprint,
    isTaken: !rest.startsWith(`${MADE} `),
    isProviderTaken: rest.includes(PROVIDER_TAKEN),
  };
}

export const withoutMarker = (code: string): string => code.replace(FIRST_LINE, '');

export function identifyOwner(code: string, origin: string): Owner {
  const marker = readMarker(code);
  if (marker !== undefined) return marker.origin === origin ? 'ours' : 'other';
  return code.includes(OWN_WORDS) ? 'pasted' : 'foreign';
}

/** Whether this command made the Action, and for this deployment. */
export function isMade(code: string, origin: string): boolean {
  const marker = readMarker(code);
  return marker?.origin === origin && !marker.isTaken;
}
