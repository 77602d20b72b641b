import { ControlError } from '../control';
import { readSending } from '../delivery';
import type { Answer, Call, Route } from '../route';
import type { Auth0 } from './auth0';
import { readFormat } from './log-stream';
import { createLoginRoutes } from './login';

/** The login, the tenant's log, and how its log stream is set up. */
export function createAuth0Routes(auth0: Auth0): Route[] {
  return [
    ...createLoginRoutes(auth0),
    { method: 'GET', path: '/sandbox/auth0/logs', handle: () => readLogs(auth0) },
    { method: 'POST', path: '/sandbox/auth0/settings', handle: (call) => changeSettings(auth0, call) },
  ];
}

/** The tenant's log, and every batch of the log stream; once what is under way is done. */
async function readLogs(auth0: Auth0): Promise<Answer> {
  await auth0.settled();
  const batches = auth0.stream.batches.all().map(({ entries, ...batch }) => ({
    ...batch,
    logs: entries.map(({ log_id: logId, type }) => ({ log_id: logId, type })),
  }));
  return { status: 200, body: { logs: auth0.log.all(), batches, settings: auth0.stream.settings } };
}

/** `{"format": "JSONOBJECT", "duplicate": true, "shuffle": true}`; what is left out goes back to what it was at first. */
function changeSettings({ stream }: Auth0, call: Call): Answer {
  const given = readSending(call, ['format', 'duplicate', 'shuffle']);
  const flag = (name: string): boolean => {
    const value = given[name] ?? false;
    if (typeof value !== 'boolean') throw new ControlError(`"${name}" must be true or false.`);
    return value;
  };
  const format = readFormat(given['format']);
  stream.settings = { format, duplicate: flag('duplicate'), shuffle: flag('shuffle') };
  return { status: 200, body: stream.settings };
}
