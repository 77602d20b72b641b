import { PAGES } from './failure';

/** What the first two letters of a SID say: https://www.twilio.com/docs/glossary/what-is-a-sid */
const KINDS: Readonly<Record<string, string>> = {
  AC: 'an account',
  SK: 'an API key',
  MG: 'a Messaging service',
  VA: 'a Verify service',
  VE: 'a verification',
  ZS: 'a Functions service',
  FW: 'a Studio flow',
  PN: 'a phone number',
  OR: 'an organization',
};

/** @returns what is wrong with the SID, as sentences with the page to open, or undefined */
export function findSidProblem(name: 'ACCOUNT_SID' | 'VERIFY_SERVICE_SID', sid: string): string | undefined {
  const [prefix, pattern, page] =
    name === 'ACCOUNT_SID'
      ? (['AC', /^AC[0-9a-f]{32}$/i, PAGES.account] as const)
      : (['VA', /^VA[0-9a-f]{32}$/, PAGES.services] as const);
  if (pattern.test(sid)) return undefined;
  const kind = KINDS[sid.slice(0, 2)];
  const found =
    kind === undefined || sid.startsWith(prefix)
      ? ''
      : ` It begins with ${sid.slice(0, 2)}: that is ${kind}.`;
  return `${name} must be ${KINDS[prefix]}: ${prefix} and 32 hex digits.${found} Copy it from ${page}.`;
}

/** Enough to tell one from another. */
export function shortenSid(sid: string): string {
  return `${sid.slice(0, 6)}…${sid.slice(-4)}`;
}
