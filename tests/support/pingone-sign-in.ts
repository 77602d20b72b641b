import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PASSWORD } from '../../sandbox/pingone/users';
import { sandboxEnvironment } from './bridge';
import type { Running } from './npm-start';
import { conversions, eventually } from './verify';

const environmentId = sandboxEnvironment['PINGONE_ENVIRONMENT_ID'] ?? '';
const clientId = sandboxEnvironment['PINGONE_APP_ID'] ?? '';

interface Activity {
  action: { type: string };
  actors: { user: { name: string } };
  result: { status: string; description: string };
}

/** What is typed into the demo's form; a number that is not given is a good one. */
interface Typed {
  email: string;
  phone?: string;
  acrValues?: string;
}

export interface LocalPingone {
  issuer: string;
  /** The demo's form, filled in and posted, in a session of its own unless one is given. */
  post(typed: Typed, context?: BrowserContext): Promise<SigningIn>;
  /** And then on to PingOne's first page. */
  begin(typed: Typed, context?: BrowserContext): Promise<SigningIn>;
  /** A newcomer, who has given the number and waits for the passcode. */
  enrol(email: string, phone: string, by?: 'Text message' | 'Voice call'): Promise<SigningIn>;
  /** A request that the demo does not make; undefined takes a parameter away. */
  authorize(changes: Record<string, string | undefined>): Promise<SigningIn>;
  /** Waits until Verify knows that the newest passcode to the number was used. */
  approved(phone: string): Promise<void>;
  /** Of the audit log, those of one user. */
  activities(username: string): Promise<Activity[]>;
  typesOf(username: string): Promise<string[]>;
  control(path: string, body: unknown): Promise<void>;
}

/** A page of the demo or of PingOne, and what a person does there. */
export interface SigningIn {
  page: Page;
  /** Presses what has this name, and waits for what comes after it. */
  press: (name: string, role?: 'button' | 'link') => Promise<void>;
  password: (password?: string) => Promise<void>;
  enter: (otp: string) => Promise<void>;
  heading: () => Promise<string>;
  problem: () => Promise<string>;
  /** All that the page says. */
  text: () => Promise<string>;
  /** Of the ID token, as the demo's last page shows them. */
  claims: () => Promise<Record<string, string>>;
}

export function localPingone(running: Running, browser: Browser): LocalPingone {
  const { url, sandboxUrl } = running;
  const issuer = `${sandboxUrl}/${environmentId}/as`;
  // As narrow as a telephone.
  const opened = async (context?: BrowserContext) =>
    signingIn(
      await (context ?? (await browser.newContext({ viewport: { width: 360, height: 640 } }))).newPage(),
    );

  const post: LocalPingone['post'] = async ({ email, phone = '+14155552671', acrValues }, context) => {
    const one = await opened(context);
    await one.page.goto(`${url}/demo/index.html`);
    await one.page.getByLabel('E-mail').fill(email);
    await one.page.getByLabel('Mobile number').fill(phone);
    if (acrValues !== undefined) {
      await one.page.getByText('More').click();
      await one.page.getByLabel('Sign-on policies').fill(acrValues);
    }
    await one.press('Check the number and go on');
    return one;
  };
  const begin: LocalPingone['begin'] = async (typed, context) => {
    const one = await post(typed, context);
    await one.press('Continue to PingOne', 'link');
    return one;
  };
  const activities: LocalPingone['activities'] = async (username) => {
    const response = await fetch(`${sandboxUrl}/sandbox/pingone/activities`);
    const { activities: all } = (await response.json()) as { activities: Activity[] };
    return all.filter(({ actors }) => actors.user.name === username);
  };

  return {
    issuer,
    post,
    begin,
    activities,
    async enrol(email, phone, by = 'Text message') {
      const one = await begin({ email });
      await one.password();
      await one.page.getByLabel('Phone number').fill(phone);
      await one.page.getByLabel(by).check();
      await one.press('Send a passcode');
      return one;
    },
    async authorize(changes) {
      const parameters = {
        ...{ client_id: clientId, response_type: 'code', redirect_uri: `${url}/auth/callback` },
        ...{ scope: 'openid', state: 'the-state', nonce: 'the-nonce' },
        ...{ code_challenge: 'x'.repeat(43), code_challenge_method: 'S256' },
        ...changes,
      };
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.set(name, value);
      const one = await opened();
      await one.page.goto(`${issuer}/authorize?${query.toString()}`);
      return one;
    },
    async approved(phone) {
      await eventually(
        () => conversions(running, phone),
        ([newest]) => newest === 'converted',
      );
    },
    typesOf: async (username) => (await activities(username)).map(({ action }) => action.type),
    async control(path, body) {
      const response = await fetch(`${sandboxUrl}/sandbox/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`POST /sandbox/${path}: ${response.status}`);
    },
  };
}

function signingIn(page: Page): SigningIn {
  const press: SigningIn['press'] = async (name, role = 'button') => {
    await Promise.all([page.waitForEvent('load'), page.getByRole(role, { name, exact: true }).click()]);
  };
  return {
    page,
    press,
    async password(password = PASSWORD) {
      await page.getByLabel('Password').fill(password);
      await press('Sign in');
    },
    async enter(otp) {
      await page.getByLabel('Passcode').fill(otp);
      await press('Sign in');
    },
    heading: () => page.getByRole('heading', { level: 1 }).innerText(),
    problem: () => page.getByRole('alert').innerText(),
    text: () => page.getByRole('main').innerText(),
    async claims() {
      await page.getByText('The claims of the ID token').click();
      const cells = await page.locator('tbody tr > *').allInnerTexts();
      const rows = cells.flatMap((name, n) => (n % 2 === 0 ? [[name, cells[n + 1] ?? ''] as const] : []));
      return Object.fromEntries(rows);
    },
  };
}
