import { createFieldProblem } from '../core/problem';
import { getOwn, type Fields } from '../core/record';
import { ok, refuse, type Result } from '../core/result';

/**
 * The records of a batch, in any of the shapes in which it reaches a Function:
 * a JSON array, which the runtime turns into an object with the keys "0", "1", …; a list under one key or within an
 * object under one, `list`; or a single record, which has at least one of the keys of every record.
 *
 * @returns the records, or `invalid_request`: JSON Lines and unknown content types arrive as nothing
 */
export function readRecords(
  body: Fields,
  list: readonly string[],
  recordKeys: readonly string[],
): Result<unknown[]> {
  if (Object.hasOwn(body, '0')) return ok(readIndexed(body));
  const nested = list.reduce<unknown>(getOwn, body);
  if (Array.isArray(nested)) return ok(nested);
  // A single activity of PingOne's has an empty `_embedded` of its own.
  if (recordKeys.some((key) => Object.hasOwn(body, key))) return ok([body]);
  if (list[0] !== undefined && Object.hasOwn(body, list[0])) {
    return refuse(
      createFieldProblem('invalid_request', [{ field: list.join('.'), problem: 'must be a list' }]),
    );
  }
  return refuse({
    code: 'invalid_request',
    detail:
      'The body holds no events that a Twilio Function can see. Choose the format "JSON Array" or "JSON Object" and the ' +
      'content type application/json; JSON Lines and other types arrive empty.',
    retryable: false,
    errors: [{ field: 'body', problem: 'holds no events' }],
  });
}

function readIndexed(body: Fields): unknown[] {
  const found: unknown[] = [];
  for (let n = 0; Object.hasOwn(body, String(n)); n++) found.push(body[String(n)]);
  return found;
}
