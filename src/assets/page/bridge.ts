import { readPassword } from './password';
import { isProblem, type ProblemDocument } from './replies';

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: ProblemDocument };

/** The bridge answers within 8 s, and Twilio ends a function after 10 s. */
const TIMEOUT_MS = 12_000;

/** What the gate does when the password is refused. */
let onRefused: (problem: ProblemDocument) => void = () => {};

export function onPasswordRefused(listener: (problem: ProblemDocument) => void): void {
  onRefused = listener;
}

/** POST /console/<name>. Every failure is a problem, one of the connection too. */
export async function callConsole<T>(name: string, body: Record<string, unknown> = {}): Promise<Answer<T>> {
  const answer = await postToConsole<T>(name, body);
  if (!answer.ok && isRefusal(answer.problem)) onRefused(answer.problem);
  return answer;
}

async function postToConsole<T>(name: string, body: Record<string, unknown>): Promise<Answer<T>> {
  // A header takes ASCII. What is refused encoded is as wrong as it was.
  const token = readPassword().replace(/[^ -~]+/g, encodeURIComponent);
  try {
    const response = await fetch(`/console/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: value as T };
    return { ok: false, problem: isProblem(value) ? value : NO_ANSWER };
  } catch {
    return { ok: false, problem: NO_ANSWER };
  }
}

/** Of this call, not of what it asks about: nothing can be done here until the password is another. */
export function isRefusal({ code, errors }: ProblemDocument): boolean {
  return code === 'unauthenticated' || (errors ?? []).some(({ field }) => field === 'CONSOLE_PASSWORD');
}

const NO_ANSWER: ProblemDocument = {
  title: 'The bridge does not answer',
  detail: 'No answer, or none that this page can read, came from this deployment.',
  code: 'unavailable',
  status: 0,
  retryable: true,
};
