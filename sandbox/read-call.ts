import type { IncomingMessage } from 'node:http';
import type { Call } from './route';

const MAX_BODY_BYTES = 1_000_000;

/**
 * The whole request. Of a name that comes twice in a form or a query the last value counts.
 * @throws if the caller goes away before the end
 */
export async function readCall(incoming: IncomingMessage): Promise<Call | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is still read, and forgotten: a caller that is cut off while writing never sees the answer.
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) return 'too large';
  const body = Buffer.concat(chunks).toString();
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const isForm = incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const { authorization, cookie } = incoming.headers;
  return {
    method: incoming.method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    params: {},
    query: fields(mark < 0 ? '' : target.slice(mark + 1)),
    form: fields(isForm ? body : ''),
    body,
    host: header(incoming, 'x-forwarded-host'),
    authorization,
    cookie,
    userAgent: header(incoming, 'user-agent'),
  };
}

function fields(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

function header(incoming: IncomingMessage, name: string): string | null {
  const value = incoming.headers[name];
  return typeof value === 'string' ? value : null;
}
