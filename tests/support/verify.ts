import { sandboxEnvironment } from './bridge';
import { basic } from './callers';
import type { Running } from './npm-start';
import type { Message } from './sandbox';

const account = basic(sandboxEnvironment['ACCOUNT_SID'] ?? '', sandboxEnvironment['AUTH_TOKEN'] ?? '');

/** What came to the phone, oldest first; without a number, to all phones. */
export async function messagesTo({ sandboxUrl }: Running, to?: string): Promise<Message[]> {
  const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
  const response = await fetch(`${sandboxUrl}/sandbox/messages${query}`);
  return ((await response.json()) as { messages: Message[] }).messages;
}

export async function latestTo(running: Running, to: string): Promise<Message> {
  const message = (await messagesTo(running, to)).at(-1);
  if (message === undefined) throw new Error(`Nothing came to ${to}.`);
  return message;
}

/** The `conversion_status` of Verify's attempts to the number, newest first: `converted` once it was told. */
export async function conversions({ sandboxUrl }: Running, to: string): Promise<string[]> {
  const url = `${sandboxUrl}/v2/Attempts?ChannelData.To=${encodeURIComponent(to)}`;
  const response = await fetch(url, { headers: { authorization: account } });
  const { attempts } = (await response.json()) as { attempts: { conversion_status: string }[] };
  return attempts.map(({ conversion_status: status }) => status);
}

/** Waits for what happens in the background. The test's own time limit ends it. */
export async function eventually<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
