import { parse as parseForm } from 'node:querystring';
import type { Fields } from '../core/record';
import { createFieldProblem } from '../core/problem';
import { ok, refuse, type Result } from '../core/result';
import { authenticate } from './credentials';

/** The two that the runtime reads: https://www.twilio.com/docs/serverless/functions-assets/functions/invocation */
export const contentTypes = ['application/x-www-form-urlencoded', 'application/json'] as const;

/** The runtime refuses a form with more fields. */
const MAX_FORM_FIELDS = 1_000;

/**
 * Parses a body as the runtime does for a function: the fields of a form, a repeated one as a list; the keys of a
 * JSON object; the items of a JSON array under "0", "1", …
 *
 * @returns the body; `invalid_request` where the runtime would answer with a 400 or 413 of its own and call no
 * function; `unauthenticated` where a key `request` would take the place of the headers
 */
export function parseWireBody(contentType: (typeof contentTypes)[number], text: string): Result<Fields> {
  const parsed = contentType === 'application/json' ? parseJsonBody(text) : parseFormBody(text);
  if (typeof parsed === 'string')
    return refuse(createFieldProblem('invalid_request', [{ field: 'body', problem: parsed }]));
  const body: Fields = { ...parsed };
  if (Object.hasOwn(body, 'request')) {
    const problem = authenticate(body['request'], { scheme: 'bearer', token: [] });
    if (problem !== undefined) return refuse(problem);
  }
  return ok(body);
}

/** The body, or a problem as a phrase. */
function parseFormBody(text: string): object | string {
  const isTooLong = text.split('&', MAX_FORM_FIELDS + 1).length > MAX_FORM_FIELDS;
  return isTooLong
    ? 'has more than 1,000 fields: the runtime refuses it before a function runs'
    : parseForm(text);
}

function parseJsonBody(text: string): object | string {
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // The problem is returned below, without the parser's message, which quotes the body.
  }
  return 'is no JSON object or array: the runtime refuses it before a function runs';
}
