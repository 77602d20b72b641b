import { startSandbox, type Sandbox } from '../../sandbox/server';
import { sandboxEnvironment, startBridge, type Bridge } from './bridge';

export interface Message {
  to: string;
  channel: 'sms' | 'call' | 'whatsapp' | 'email';
  code: string;
  text: string;
  send_digits: string | null;
  /** The sender, where it is not Verify's. */
  from?: string;
}

export interface ApiRequest {
  method: string;
  path: string;
  host: string;
  form: Record<string, string>;
}

export interface TestSandbox extends Sandbox {
  messages(): Promise<Message[]>;
  /** The requests that reached the stand-in's API since the last reset. */
  requests(): Promise<ApiRequest[]>;
  /** How many of them asked Verify to send. */
  creates(): Promise<number>;
  fault(fault: Record<string, unknown>): Promise<void>;
  /** Forgets all that was said to the sandbox; and, by letting an hour pass, every verification. */
  reset(): Promise<void>;
}

/** The Twilio stand-in on a free port, with the account and the service of .env.sandbox. */
export async function startTestSandbox(): Promise<TestSandbox> {
  const credentials = {
    accountSid: sandboxEnvironment['ACCOUNT_SID'] ?? '',
    authToken: sandboxEnvironment['AUTH_TOKEN'] ?? '',
    serviceSid: sandboxEnvironment['VERIFY_SERVICE_SID'] ?? '',
  };
  const sandbox = await startSandbox({ credentials });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${sandbox.url}/sandbox/${path}`, init);
    if (!response.ok)
      throw new Error(`${method} /sandbox/${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const requests = async () => (await call<{ requests: ApiRequest[] }>('GET', 'requests')).requests;
  return {
    ...sandbox,
    messages: async () => (await call<{ messages: Message[] }>('GET', 'messages')).messages,
    requests,
    creates: async () => (await requests()).filter(({ path }) => path.endsWith('/Verifications')).length,
    fault: (fault) => call('POST', 'faults', fault),
    async reset() {
      const said = ['messages', 'requests', 'faults', 'channels', 'lookup'];
      await Promise.all(said.map((name) => call('DELETE', name)));
      await call('POST', 'clock', { advance_seconds: 3600 });
    },
  };
}

/** The functions, and the sandbox to which they send. */
export interface Sandboxed {
  bridge: Bridge;
  sandbox: TestSandbox;
  close: () => Promise<void>;
}

/** @param changes to the functions' environment, in which the sandbox's address is already set */
export async function startSandboxed(changes: Record<string, string | undefined> = {}): Promise<Sandboxed> {
  const sandbox = await startTestSandbox();
  const bridge = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, ...changes });
  return {
    bridge,
    sandbox,
    close: async () => {
      await bridge.close();
      await sandbox.close();
    },
  };
}
