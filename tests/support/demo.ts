import { sandboxEnvironment, startBridge, type Bridge } from './bridge';
import { startOpenidProvider, type OpenidProvider } from './openid-provider';
import { startTestSandbox, type TestSandbox } from './sandbox';

/** What DOMAIN_NAME says under the local runtime of the tests, whatever port they are on. */
export const ORIGIN = 'http://localhost:3000';

export interface Shown {
  status: number;
  headers: Headers;
  /** As it was sent. */
  html: string;
  /** Without markup, as a person reads it. */
  text: string;
}

export interface Demo {
  bridge: Bridge;
  sandbox: TestSandbox;
  provider: OpenidProvider;
  browser(): Browser;
  /** How often Lookup was asked. */
  lookups(): Promise<number>;
  close(): Promise<void>;
}

/** The demo as it is deployed, with an OpenID provider whose answers can be forged in PingOne's place. */
export async function startDemo(changes: Record<string, string | undefined> = {}): Promise<Demo> {
  const sandbox = await startTestSandbox();
  const [environmentId = '', appId = ''] = ['PINGONE_ENVIRONMENT_ID', 'PINGONE_APP_ID'].map(
    (name) => sandboxEnvironment[name],
  );
  const provider = await startOpenidProvider(environmentId, appId);
  const bridge = await startBridge({
    TWILIO_API_BASE_URL: sandbox.url,
    PINGONE_AUTH_BASE_URL: provider.url,
    ...changes,
  });
  return {
    bridge,
    sandbox,
    provider,
    browser: () => new Browser(bridge.url),
    lookups: async () =>
      (await sandbox.requests()).filter(({ path }) => path.startsWith('/v2/PhoneNumbers/')).length,
    close: async () => void (await Promise.all([bridge.close(), sandbox.close(), provider.close()])),
  };
}

/** As much of a browser as the demo needs: cookies, and the headers that tell where a request comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** The `Set-Cookie` values of the last answer. */
  set: string[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async ask(path: string, init: { body?: URLSearchParams; headers?: Record<string, string> } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#url + path, {
      ...(init.body !== undefined && { method: 'POST', body: init.body }),
      headers: { ...(cookie !== '' && { cookie }), ...init.headers },
      redirect: 'manual',
    });
    this.set = response.headers.getSetCookie();
    for (const one of this.set) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      if (/Max-Age=0/.test(one)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const html = await response.text();
    const shown: Shown = { status: response.status, headers: response.headers, html, text: textOf(html) };
    return shown;
  }

  /** Opens the form. */
  async token(): Promise<string> {
    const { html } = await this.ask('/demo/token', { headers: { 'sec-fetch-site': 'same-origin' } });
    return (JSON.parse(html) as { form_token: string }).form_token;
  }

  /** Posts the form, as our own page does unless a test says otherwise. */
  async post(fields: Record<string, string>, headers: Record<string, string> = SAME_ORIGIN): Promise<Shown> {
    return this.ask('/demo/login', { body: new URLSearchParams(fields), headers });
  }

  /** Types these, posts them, and follows to PingOne and back. @returns the address that PingOne sends the browser to */
  async toPingone(): Promise<URL> {
    const shown = await this.post({ form_token: await this.token(), ...JANE });
    const response = await fetch(linkToPingone(shown), { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? 'about:blank');
  }

  back(address: URL): Promise<Shown> {
    return this.ask(address.pathname + address.search, { headers: { 'sec-fetch-site': 'cross-site' } });
  }
}

export const JANE = { email: 'jane@example.com', phone: '+1 415 555 2671' };
export const SAME_ORIGIN = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };

export function linkToPingone({ html, text }: Pick<Shown, 'html' | 'text'>): string {
  const [, href] = /<a\s+class="button"\s+href="([^"]+)"/.exec(html) ?? [];
  if (href === undefined) throw new Error(`There is no way to PingOne: ${text}`);
  return href.replaceAll('&amp;', '&');
}

function textOf(html: string): string {
  return html
    .replace(/<head>[^]*?<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
