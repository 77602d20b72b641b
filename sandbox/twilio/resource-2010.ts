import type { Answer, Call } from '../route';
import { createRefusal } from './error';

/** The dates of the older API: `Sun, 01 Mar 2026 12:00:00 +0000` (RFC 2822). */
export function formatRfc2822(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace('GMT', '+0000');
}

/** @param path below the account, with a slash in front */
export function uriOf(accountSid: string, path: string): string {
  return `/2010-04-01/Accounts/${accountSid}${path}.json`;
}

/**
 * One page of a list of the older API, which has its paging beside the items: https://www.twilio.com/docs/usage/twilios-response
 * @param key what the list is called in the answer
 * @param uri of the list, without a query
 */
export function renderPage(
  key: string,
  items: readonly Record<string, unknown>[],
  uri: string,
  query: Call['query'],
): Answer {
  const size = Number(query['PageSize'] ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 1000) return createRefusal(20007);
  const page = Number(query['Page'] ?? 0);
  if (!Number.isInteger(page) || page < 0) return createRefusal(20001);
  const pageUri = (index: number) =>
    `${uri}?${new URLSearchParams({ ...query, PageSize: String(size), Page: String(index) }).toString()}`;
  const start = page * size;
  const shown = items.slice(start, start + size);
  const body = {
    [key]: shown,
    ...{ page, page_size: size, start, end: Math.max(start, start + shown.length - 1) },
    uri: pageUri(page),
    first_page_uri: pageUri(0),
    previous_page_uri: page > 0 ? pageUri(page - 1) : null,
    next_page_uri: start + size < items.length ? pageUri(page + 1) : null,
  };
  return { status: 200, body };
}

/**
 * The filters `<name>`, `<name>>` and `<name><`, as in `?DateSent>=2026-03-01`: GMT, a day or (as the SDK writes it) a
 * second, which belongs to the period itself.
 * @returns whether a time, in milliseconds since 1970, passes; undefined if a filter is no date
 */
export function readPeriod(query: Call['query'], name: string): ((time: number) => boolean) | undefined {
  const [on, from, until] = [name, `${name}>`, `${name}<`].map((filter) => readSpan(query[filter]));
  if (on === null || from === null || until === null) return undefined;
  return (time) =>
    (on === undefined || (time >= on.start && time < on.end)) &&
    time >= (from?.start ?? 0) &&
    time < (until?.end ?? Infinity);
}

interface Span {
  start: number;
  end: number;
}

function readSpan(text: string | undefined): Span | null | undefined {
  if (text === undefined) return undefined;
  const [, time] = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.exec(text) ?? [undefined, 'none'];
  const start = Date.parse(text);
  if (time === 'none' || Number.isNaN(start)) return null;
  return { start, end: start + (time === undefined ? 86_400_000 : 1000) };
}
