import { parse } from 'node:querystring';
import type { WireBody } from '../fixtures/wire';

/** What Twilio's runtime makes of a body: a form is read by node:querystring, so that a key given twice is an array. */
export function parseAsRuntime({ contentType, body }: WireBody): Record<string, unknown> {
  return contentType === 'application/json'
    ? (JSON.parse(body) as Record<string, unknown>)
    : { ...parse(body) };
}
