import { sandboxEnvironment, startBridge, type Bridge } from './bridge';
import { post, type Answer } from './callers';
import { startTestSandbox, type TestSandbox } from './sandbox';

const bearer = `Bearer ${sandboxEnvironment['OTP_TOKEN']}`;

/** A bridge with an owner's variables, whom the generic contract calls. */
export interface OwnersBridge {
  bridge: Bridge;
  send: (to: string, more?: Record<string, unknown>) => Promise<Answer>;
  report: (event: Record<string, unknown>) => Promise<Answer>;
  /** The newest line. */
  log: () => Record<string, unknown>;
}

export interface Owner {
  sandbox: TestSandbox;
  start: (changes: Record<string, string>) => Promise<OwnersBridge>;
  /** A form to the stand-in, as the owner of its account. */
  callTwilio: (path: string, form: Record<string, string>) => Promise<Record<string, unknown>>;
}

/** One sandbox for a file's tests, which each finds empty, and the bridges of one test, which end with it. */
export function createOwner(): Owner {
  const bridges: Bridge[] = [];
  const owner: Owner = {
    sandbox: undefined as unknown as TestSandbox,
    async start(changes) {
      const bridge = await startBridge({ TWILIO_API_BASE_URL: owner.sandbox.url, ...changes });
      bridges.push(bridge);
      return {
        bridge,
        send: (to, more = {}) => post(`${bridge.url}/otp/send`, bearer, { to, code: '918273', ...more }),
        report: (event) => post(`${bridge.url}/otp/outcome`, bearer, { outcome: 'approved', ...event }),
        log: () => JSON.parse(bridge.lines.at(-1) ?? '{}') as Record<string, unknown>,
      };
    },
    async callTwilio(path, form) {
      const pair = `${sandboxEnvironment['ACCOUNT_SID']}:${sandboxEnvironment['AUTH_TOKEN']}`;
      const headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
      const body = new URLSearchParams(form);
      const response = await fetch(`${owner.sandbox.url}${path}`, { method: 'POST', headers, body });
      return (await response.json()) as Record<string, unknown>;
    },
  };
  beforeAll(async () => {
    owner.sandbox = await startTestSandbox();
  });
  beforeEach(() => owner.sandbox.reset());
  afterEach(() => Promise.all(bridges.splice(0).map((bridge) => bridge.close())));
  afterAll(() => owner.sandbox.close());
  return owner;
}

/** The path of the sandbox's Verify service. */
export const servicePath = `/v2/Services/${sandboxEnvironment['VERIFY_SERVICE_SID']}`;
