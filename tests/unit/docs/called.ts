import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { createEndpoint } from '../../../src/http/endpoint';

export interface Called {
  body: Record<string, unknown>;
  /** The one line of the log. */
  line: Record<string, unknown>;
}

/** One call of a function, without its runtime: what it answers, and what it logs. */
export async function called(
  handler: ReturnType<typeof createEndpoint>,
  context: object,
  authorization: string,
  body: object,
): Promise<Called> {
  const lines: string[] = [];
  const spies = (['log', 'error'] as const).map((level) =>
    jest.spyOn(console, level).mockImplementation((...words: unknown[]) => void lines.push(words.join(' '))),
  );
  Object.assign(globalThis, { Twilio: { Response: FakeResponse } });
  const event = { ...body, request: { headers: { authorization } } };
  const answer = await new Promise<string>((resolve) =>
    handler(context as Context, event, (_, reply) => resolve((reply as unknown as FakeResponse).body)),
  );
  spies.forEach((spy) => spy.mockRestore());
  expect(lines).toHaveLength(1);
  const [body_, line] = [answer, lines[0] ?? ''].map((text) => JSON.parse(text) as Record<string, unknown>);
  return { body: body_ ?? {}, line: line ?? {} };
}

class FakeResponse {
  body = '';
  setStatusCode = () => this;
  appendHeader = () => this;
  setBody = (text: string) => {
    this.body = text;
    return this;
  };
}
