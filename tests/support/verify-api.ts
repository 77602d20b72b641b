import { post, type Answer } from './callers';
import { startSandboxed, type Sandboxed } from './sandbox';

export const VERIFY_API_TOKEN = 'verify-api-token-of-the-tests';

/** The functions as an application without an identity provider calls them. */
export interface VerifyApi extends Sandboxed {
  /** POSTs JSON with the token, or with another `Authorization` or none. */
  ask(path: string, body: unknown, authorization?: string | null): Promise<Answer>;
  /** The code that came last. */
  latestCode(): Promise<string>;
  /** The last line of the log. */
  logged(): Record<string, unknown>;
}

/** @param changes to the functions' environment */
export async function startVerifyApi(changes: Record<string, string | undefined> = {}): Promise<VerifyApi> {
  const sandboxed = await startSandboxed({ VERIFY_API_TOKEN, ...changes });
  const { bridge, sandbox } = sandboxed;
  return {
    ...sandboxed,
    ask: (path, body, authorization = `Bearer ${VERIFY_API_TOKEN}`) =>
      post(`${bridge.url}${path}`, authorization ?? undefined, body),
    async latestCode() {
      const message = (await sandbox.messages()).at(-1);
      if (message === undefined) throw new Error('Nothing was sent.');
      return message.code;
    },
    logged: () => JSON.parse(bridge.lines.at(-1) ?? '{}') as Record<string, unknown>,
  };
}

/** The fields that a problem names. */
export const namedIn = ({ body }: Answer): string[] =>
  ((body['errors'] ?? []) as { field: string }[]).map(({ field }) => field);
