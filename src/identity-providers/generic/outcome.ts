import type { Outcome } from '../../core/feedback';
import { parsePhoneNumber } from '../../core/phone-number';
import { getOwn } from '../../core/record';
import { parseTime } from '../../core/time';

/** A verification, or a message or call of the fallback, as the reply to a send names it. */
const SID = /^(VE|SM|CA)[0-9a-f]{32}$/;

/**
 * One event of the bridge's own contract: `{"to" or "sid", "outcome": "approved", "at": ISO 8601 or epoch ms, "id"}`.
 * With both, the `sid` is used, because a number's pending verification may be a newer one. docs/generic.md is its
 * documentation.
 */
export function parseOutcome(event: unknown): Outcome {
  if (getOwn(event, 'outcome') !== 'approved') return { kind: 'irrelevant' };
  const reference = readReference(event);
  if (reference === undefined) return { kind: 'unmappable' };
  const id = getOwn(event, 'id');
  const eventId = typeof id === 'string' ? id : undefined;
  return { kind: 'success', reference, at: readTime(getOwn(event, 'at')), eventId };
}

function readReference(event: unknown): string | undefined {
  const sid = getOwn(event, 'sid') ?? undefined;
  if (sid !== undefined) return typeof sid === 'string' && SID.test(sid) ? sid : undefined;
  const to = getOwn(event, 'to');
  if (typeof to !== 'string') return undefined;
  const number = parsePhoneNumber(to);
  return 'problem' in number ? undefined : number.to;
}

/** A form has its numbers as text. Seconds are no milliseconds: they would be of 1970, and so `expired`. */
function readTime(at: unknown): number | undefined {
  if (typeof at === 'number') return Number.isFinite(at) ? at : undefined;
  return typeof at === 'string' && /^\d{13}$/.test(at) ? Number(at) : parseTime(at);
}
