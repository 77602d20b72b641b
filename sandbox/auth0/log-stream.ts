import { randomInt } from 'node:crypto';
import { ControlError } from '../control';
import {
  attemptDelivery,
  readEvents,
  readSending,
  readTarget,
  readWhole,
  type Attempt,
  type Functions,
  type Target,
} from '../delivery';
import { isObject } from '../schema';
import type { Answer, Call } from '../route';

const KEYS = ['url', 'authorization', 'format', 'content_type', 'events', 'rounds', 'pause_ms'];
const ATTEMPTS = 3;

/** The content formats of a custom webhook, by their names in the Management API. */
const FORMATS = ['JSONARRAY', 'JSONOBJECT', 'JSONLINES'] as const;
export type Format = (typeof FORMATS)[number];

/**
 * How a batch is sent. Whatever is no 2xx is tried three times, and the log then counts as errored; such logs are begun
 * again and again, here after `pause` ms and for `rounds` rounds in all.
 * https://auth0.com/docs/customize/log-streams/custom-log-streams
 */
export interface Sending {
  target: Target;
  format: Format;
  contentType: string;
  rounds: number;
  pause: number;
  wait: Functions['wait'];
}

export interface Delivered {
  delivered: boolean;
  attempts: (Attempt & { round: number })[];
}

/** POST /sandbox/auth0/log-stream: delivers the events as Auth0's custom webhook would, all in one request. */
export async function sendLogs({ url, authorizations, wait }: Functions, call: Call): Promise<Answer> {
  const sending = readSending(call, KEYS);
  const target = readTarget(sending, '/auth0/log-stream', url, authorizations?.auth0LogStream);
  const { content_type: contentType = 'application/json' } = sending;
  const format = readFormat(sending['format']);
  if (typeof contentType !== 'string') throw new ControlError('"content_type" must be a string.');
  const rounds = readWhole(sending['rounds'], 'rounds', 1, 20, 5);
  const pause = readWhole(sending['pause_ms'], 'pause_ms', 0, 10_000, 500);
  const events = readEvents(sending);
  const body = await deliverBatch({ target, format, contentType, rounds, pause, wait }, events);
  return { status: 200, body };
}

export function readFormat(value: unknown = 'JSONARRAY'): Format {
  const format = FORMATS.find((known) => known === value);
  if (format === undefined) throw new ControlError(`"format" must be one of ${FORMATS.join(', ')}.`);
  return format;
}

export async function deliverBatch(sending: Sending, events: unknown[]): Promise<Delivered> {
  const { target, format, contentType, rounds, pause, wait } = sending;
  const body = written(format, events.map(enveloped));
  const attempts: Delivered['attempts'] = [];
  for (let round = 1; round <= rounds; round += 1) {
    if (round > 1) await wait(pause);
    for (let n = 1; n <= ATTEMPTS; n += 1) {
      const made = await attemptDelivery(target, contentType, body);
      attempts.push({ round, ...made });
      const isDelivered = made.status !== null && made.status >= 200 && made.status < 300;
      if (isDelivered) return { delivered: true, attempts };
    }
  }
  return { delivered: false, attempts };
}

function written(format: Format, records: unknown[]): string {
  if (format === 'JSONLINES') return records.map((record) => JSON.stringify(record)).join('\n');
  return JSON.stringify(format === 'JSONOBJECT' ? { logs: records } : records);
}

/** `{log_id, data}`, with the id outside and inside. What has an envelope, or is no record at all, stays as it is. */
function enveloped(event: unknown): unknown {
  if (!isObject(event) || 'data' in event) return event;
  const digits = Array.from({ length: 34 }, () => randomInt(10)).join('');
  const logId = 'log_id' in event ? event['log_id'] : `900${new Date().getFullYear()}${digits}`;
  return { log_id: logId, data: { ...event, log_id: logId } };
}
