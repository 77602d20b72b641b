import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { sandboxEnvironment, startBridge, type Bridge, type Environment } from './bridge';
import { basic } from './callers';
import { findFreePort } from './npm-start';
import type { Message } from './sandbox';

export interface LogEntry {
  type: string;
  description: string;
  user_id: string;
  details: Record<string, Record<string, unknown>>;
}

export interface Logs {
  logs: LogEntry[];
  batches: {
    format: string;
    delivered: boolean;
    logs: { log_id: string; type: string }[];
    attempts: { status: number; body: Record<string, unknown> }[];
  }[];
}

export interface LoginLoop {
  bridge: Bridge;
  url: string;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  messages(to: string): Promise<Message[]>;
  /** How many codes Verify sent to the number, and how many of them it knows to be used. */
  attempts(to: string): Promise<{ sent: number; used: number }>;
  /** The code that came last. */
  code(to: string): Promise<string>;
  /** Once all that is under way is done. */
  logs(): Promise<Logs>;
  typesOf(userId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** The stand-ins of Twilio and Auth0 alone: PingOne's is not needed, and its sign-in is an ES module, unlike all else. */
export function startAuth0(
  options: Pick<SandboxOptions, 'port' | 'functionsUrl'>,
  changes: Environment = {},
): Promise<Sandbox> {
  const {
    credentials,
    auth0,
    authorizations = {},
  } = readSandboxSettings({ ...sandboxEnvironment, ...changes });
  return startSandbox({ credentials, auth0, authorizations, ...options });
}

/** The real functions, and the stand-ins that they call and that call them, on free ports. */
export async function startLoginLoop(): Promise<LoginLoop> {
  const port = await findFreePort();
  const bridge = await startBridge({ TWILIO_API_BASE_URL: `http://127.0.0.1:${port}` });
  const sandbox = await startAuth0({ port, functionsUrl: bridge.url });
  const call = async <T>(method: string, path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(sandbox.url + path, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const account = basic(sandboxEnvironment['ACCOUNT_SID'] ?? '', sandboxEnvironment['AUTH_TOKEN'] ?? '');
  const messages = async (to: string) =>
    (await call<{ messages: Message[] }>('GET', `/sandbox/messages?to=${encodeURIComponent(to)}`)).messages;
  const logs = () => call<Logs>('GET', '/sandbox/auth0/logs');
  return {
    bridge,
    url: sandbox.url,
    control: (method, path, body) =>
      call(method, `/sandbox/${path}`, body === undefined ? {} : { body: JSON.stringify(body) }),
    messages,
    code: async (to) => (await messages(to)).at(-1)?.code ?? '',
    async attempts(to) {
      const query = new URLSearchParams({ 'ChannelData.To': to });
      const path = `/v2/Attempts/Summary?${query.toString()}`;
      const summary = await call<{ total_attempts: number; total_converted: number }>('GET', path, {
        headers: { authorization: account },
      });
      return { sent: summary.total_attempts, used: summary.total_converted };
    },
    logs,
    typesOf: async (userId) =>
      (await logs()).logs.filter(({ user_id: id }) => id === userId).map(({ type }) => type),
    async close() {
      await sandbox.close();
      await bridge.close();
    },
  };
}

let given = 0;
/** A user and a number that no other test of the file has. */
export function newcomer(): { email: string; phone: string } {
  given += 1;
  return { email: `user${given}@example.com`, phone: `+1415${5_550_000 + given}` };
}

export interface Page {
  status: number;
  /** Where a redirect leads. */
  location: string | null;
  headers: Headers;
  html: string;
  /** The visible words, on one line. */
  text: string;
}

/** What a browser without scripts does: keeps the cookie, and posts a form with the token that the page has. */
export class LoginBrowser {
  readonly #url: string;
  cookie = '';
  formToken = '';

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string): Promise<Page> {
    return this.#read(path, {});
  }

  /** One POST, whose redirect is not followed. */
  send(path: string, fields: Record<string, string>): Promise<Page> {
    const body = new URLSearchParams({ form_token: this.formToken, ...fields });
    return this.#read(path, { method: 'POST', body });
  }

  /** POST and then the page where it leads. */
  async post(path: string, fields: Record<string, string>): Promise<Page> {
    const page = await this.send(path, fields);
    return page.location === null ? page : this.get(page.location);
  }

  /** To the page behind the password. */
  async signIn(email: string, action = 'custom-phone-provider'): Promise<Page> {
    await this.get('/auth0/login');
    return this.post('/auth0/login', { email, password: 'sandbox-password', action });
  }

  async #read(path: string, init: RequestInit): Promise<Page> {
    const headers = this.cookie === '' ? {} : { cookie: this.cookie };
    const response = await fetch(this.#url + path, { ...init, headers, redirect: 'manual' });
    const html = await response.text();
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    this.formToken = /name="form_token" value="([^"]+)"/.exec(html)?.[1] ?? this.formToken;
    const text = html.replace(/<style>.*?<\/style>|<[^>]+>/gs, ' ').replace(/\s+/g, ' ');
    return {
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      html,
      text,
    };
  }
}
