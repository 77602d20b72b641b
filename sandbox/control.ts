import type { Clock } from './clock';
import { readFault, type Faults } from './faults';
import type { BoundedList } from './bounded';
import type { LoggedRequest } from './request-log';
import type { Answer, Call, Route } from './route';
import type { Message } from './twilio/account';
import { magicNumbers } from './twilio/numbers';

interface Controlled {
  messages: BoundedList<Message>;
  requests: BoundedList<LoggedRequest>;
  faults: Faults;
  clock: Clock;
}

/** The sandbox's own endpoints: what arrived at the phones and at the API, what shall go wrong, and the time. */
export function createControlRoutes({ messages, requests, faults, clock }: Controlled): Route[] {
  const cleared = (kept: { clear(): void }) => (): Answer => {
    kept.clear();
    return { status: 204 };
  };
  return [
    {
      method: 'GET',
      path: '/sandbox/messages',
      handle: ({ query: { to } }) => {
        const shown = messages.all().filter((message) => to === undefined || message.to === to);
        return { status: 200, body: { messages: shown } };
      },
    },
    { method: 'DELETE', path: '/sandbox/messages', handle: cleared(messages) },
    {
      method: 'GET',
      path: '/sandbox/numbers',
      handle: () => ({
        status: 200,
        body: { numbers: magicNumbers.map(({ number, outcome }) => ({ number, outcome })) },
      }),
    },
    {
      method: 'GET',
      path: '/sandbox/requests',
      handle: () => ({ status: 200, body: { requests: requests.all() } }),
    },
    { method: 'DELETE', path: '/sandbox/requests', handle: cleared(requests) },
    {
      method: 'GET',
      path: '/sandbox/faults',
      handle: () => ({ status: 200, body: { faults: faults.all() } }),
    },
    {
      method: 'POST',
      path: '/sandbox/faults',
      handle: (call) => {
        const fault = readFault(parseJsonObject(call));
        if (typeof fault === 'string') return wrong(fault);
        faults.add(fault);
        return { status: 201, body: fault };
      },
    },
    { method: 'DELETE', path: '/sandbox/faults', handle: cleared(faults) },
    {
      method: 'POST',
      path: '/sandbox/clock',
      handle: (call) => {
        const seconds = (parseJsonObject(call) as { advance_seconds?: unknown } | null)?.advance_seconds;
        if (typeof seconds !== 'number' || seconds < 0 || seconds > MAX_ADVANCE_S)
          return wrong(`"advance_seconds" must be a number from 0 to ${MAX_ADVANCE_S}.`);
        clock.advance(seconds);
        return { status: 200, body: { now: new Date(clock.now()).toISOString() } };
      },
    },
  ];
}

/** A year. */
const MAX_ADVANCE_S = 31_536_000;

/** A mistake in a request to the sandbox itself, thrown by whoever reads it. */
export class ControlError extends Error {}

export function parseJsonObject({ body }: Call): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError('The body is not JSON.');
  }
}

export function wrong(error: string, status = 400): Answer {
  return { status, body: { error } };
}
