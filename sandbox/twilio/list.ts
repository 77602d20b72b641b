import type { Answer, Call } from '../route';
import { createInvalidParameter } from './error';

/**
 * One page of a v2 list, as every list of the OpenAPI document is paged: `PageSize` 1 to 1000 (50), `Page` from 0.
 * @param key what the list is called in the answer
 * @param url of the list, without a query
 */
export function renderList(
  key: string,
  items: readonly Record<string, unknown>[],
  url: string,
  query: Call['query'],
): Answer {
  const size = Number(query['PageSize'] ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > 1000) return createInvalidParameter('PageSize');
  const page = Number(query['Page'] ?? 0);
  if (!Number.isInteger(page) || page < 0) return createInvalidParameter('Page');
  const pageUrl = (index: number) =>
    `${url}?${new URLSearchParams({ ...query, PageSize: String(size), Page: String(index) }).toString()}`;
  const meta = {
    key,
    page,
    page_size: size,
    first_page_url: pageUrl(0),
    previous_page_url: page > 0 ? pageUrl(page - 1) : null,
    url: pageUrl(page),
    next_page_url: (page + 1) * size < items.length ? pageUrl(page + 1) : null,
  };
  return { status: 200, body: { [key]: items.slice(page * size, (page + 1) * size), meta } };
}
