import type { ServerResponse } from 'node:http';
import type { Answer } from './route';

const LABEL = { 'X-Sandbox': 'verify-bridge stand-in, not Twilio' };

/** Sends the answer, or does to the connection what the answer's connectionFault says. */
export function sendReply(
  outgoing: ServerResponse,
  { status, body, headers, connectionFault }: Answer,
): void {
  if (connectionFault === 'hang') return;
  if (connectionFault === 'reset') {
    // `socket` is null when the caller has already gone.
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const isText = typeof body === 'string';
  const text = body === undefined ? '' : isText ? body : JSON.stringify(body);
  outgoing.writeHead(status, {
    ...LABEL,
    ...(text !== '' && { 'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json' }),
    ...(status !== 204 && { 'Content-Length': Buffer.byteLength(text) }),
    ...headers,
  });
  if (connectionFault === 'cut') {
    const bytes = Buffer.from(text);
    outgoing.write(bytes.subarray(0, bytes.length / 2), () => outgoing.destroy());
  } else {
    outgoing.end(text);
  }
}
