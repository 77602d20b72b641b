import { readRequired, readSecret, type Reader, type Secret } from '../config/reader';

/** `npm run doctor -- --live` sets both for an hour; nobody else does, and they are in no .env. */
export const echoVariables = { token: 'ECHO_TOKEN', until: 'ECHO_UNTIL' } as const;

/** Longer than the live check needs, and short enough for a token that is typed into somebody else's console. */
export const MAX_OPEN_MS = 60 * 60_000;

/**
 * Reads who may call the echo route, which is closed unless both variables say that it is open now.
 *
 * Out of its time it is `not_configured`, as without its variables: closed is closed, whatever the reason, and whoever reads the
 * log learns which of the two to take away. A 401 or 403 would seem to be about the caller's credentials.
 * @param now milliseconds since the epoch
 */
export function createEchoReader(now: number): Reader<Secret> {
  const readUntil = readRequired(
    echoVariables.until,
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/,
    'must be a time in UTC such as 2026-01-02T03:04:05Z',
  );
  return (env, problems) => {
    const token = readSecret(echoVariables.token)(env, problems);
    const before = problems.length;
    const until = Date.parse(readUntil(env, problems));
    if (problems.length > before) return token;
    const field = echoVariables.until;
    if (Number.isNaN(until)) problems.push({ field, problem: 'is no date' });
    else if (until <= now) problems.push({ field, problem: 'is over' });
    else if (until > now + MAX_OPEN_MS) problems.push({ field, problem: 'is more than 60 minutes ahead' });
    return token;
  };
}
