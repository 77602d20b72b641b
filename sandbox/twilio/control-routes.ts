import { ControlError, parseJsonObject } from '../control';
import type { Answer, Call, Route } from '../route';
import type { Account } from './account';
import { CHANNELS, isChannel } from './channels';
import { readLookupRange } from './lookup-ranges';

/** The sandbox's own: what the owner of a real account sets where no API is, and what Lookup knows. */
export function createTwilioControlRoutes({ channels, lookupRanges }: Account): Route[] {
  const show = (): Answer => ({ status: 200, body: { channels: channels.all() } });
  return [
    { method: 'GET', path: '/sandbox/channels', handle: show },
    {
      method: 'POST',
      path: '/sandbox/channels',
      handle: (call) => {
        const changes = Object.entries(readObject(call));
        // All of them, or none.
        for (const [name, isOn] of changes) {
          if (!isChannel(name) || typeof isOn !== 'boolean')
            throw new ControlError(`What to switch is true or false, by the names ${CHANNELS.join(', ')}.`);
        }
        for (const [name, isOn] of changes) if (isChannel(name)) channels.switch(name, isOn === true);
        return show();
      },
    },
    { method: 'DELETE', path: '/sandbox/channels', handle: cleared(channels) },
    {
      method: 'GET',
      path: '/sandbox/lookup',
      handle: () => ({ status: 200, body: { ranges: lookupRanges.all() } }),
    },
    {
      method: 'POST',
      path: '/sandbox/lookup',
      handle: (call) => {
        const range = readLookupRange(readObject(call));
        lookupRanges.add(range);
        return { status: 201, body: range };
      },
    },
    { method: 'DELETE', path: '/sandbox/lookup', handle: cleared(lookupRanges) },
  ];
}

function cleared(kept: { clear(): void }): Route['handle'] {
  return () => {
    kept.clear();
    return { status: 204 };
  };
}

function readObject(call: Call): Record<string, unknown> {
  const body = parseJsonObject(call);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ControlError('The body is a JSON object.');
  return body as Record<string, unknown>;
}
