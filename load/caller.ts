import { NoResponse, parseJson, sendRequest } from '../src/apis/http';
import type { WireBody } from '../src/identity-providers/provider-profile';

export interface Answer {
  /** Undefined if it is what the caller wants. */
  error?: string;
  body: Record<string, unknown>;
}

/** Twilio ends a Function after 10 s. The local runtime does not, so that the caller has to. */
const TIMEOUT_MS = 10_000;

/** POSTs as a provider does, on one of many connections that stay open. An error is named by status and problem code. */
export async function post(
  url: string,
  authorization: string,
  { contentType, body }: WireBody,
): Promise<Answer> {
  const headers = { 'content-type': contentType, authorization };
  try {
    const answer = await sendRequest({
      method: 'POST',
      url: new URL(url),
      headers,
      body,
      timeoutMs: TIMEOUT_MS,
    });
    const parsed = (parseJson(answer.body) ?? {}) as Record<string, unknown>;
    if (answer.status < 300) return { body: parsed };
    const { code } = parsed;
    return {
      error: typeof code === 'string' ? `${answer.status} ${code}` : `${answer.status}`,
      body: parsed,
    };
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    return { error: error.kind === 'unreached' ? 'no connection' : 'no answer', body: {} };
  }
}
