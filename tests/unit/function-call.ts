/** What a function answers, and what it logs, called as the runtime does. */

/** As much of Twilio.Response as the functions use. */
export class Response {
  status = 0;
  body: unknown;
  headers: Record<string, string> = {};
  setStatusCode(status: number) {
    this.status = status;
  }
  setBody(body: unknown) {
    this.body = body;
  }
  appendHeader(name: string, value: string) {
    this.headers[name] = value;
  }
}

type Handler = (context: never, event: Record<string, unknown>, callback: never) => void;
type Level = 'log' | 'error' | 'warn';

/** In a test file's own beforeAll and afterAll. */
export const putTwilio = () => void Object.assign(globalThis, { Twilio: { Response } });
export const takeTwilio = () => void Reflect.deleteProperty(globalThis, 'Twilio');

/** @returns all that the callback was given, each time, and what was printed, with its level */
export async function functionCall(
  handler: Handler,
  event: Record<string, unknown> = {},
  context: Record<string, unknown> = {},
) {
  const printed: { level: Level; line: string }[] = [];
  for (const level of ['log', 'error', 'warn'] as const)
    jest
      .spyOn(console, level)
      .mockImplementation((...words) => void printed.push({ level, line: words.join(' ') }));
  const answers: unknown[][] = [];
  await new Promise<void>((done) => {
    const callback = (...given: unknown[]) => {
      answers.push(given);
      done();
    };
    handler(context as never, event, callback as never);
  });
  return { answers, printed, reply: answers[0]?.[1] as Response };
}
