import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

export const actionNames = ['custom-phone-provider', 'send-phone-message'] as const;
export type ActionName = (typeof actionNames)[number];
export type Event = Record<string, unknown>;

/** What Auth0 learns of one run: nothing where the message went out, else one refusal. */
export interface Run {
  refusals: { how: 'drop' | 'retry' | 'throw'; reason: string }[];
  printed: string[];
  /** The milliseconds of every AbortSignal.timeout. */
  timeouts: number[];
}

/** What a test may put in the place of the real thing. */
export interface Replacements {
  fetch?: typeof fetch;
  /** Aborted by the test in the place of the nine seconds. */
  signal?: AbortSignal;
}

export const actionPath = (name: ActionName): string => join(__dirname, '../../actions', `${name}.js`);

/** Runs the file as Auth0 does: alone, with Node's globals and no module but what its dependencies list, here none. */
export async function runAction(
  name: ActionName,
  event: Event,
  replacements: Replacements = {},
): Promise<Run> {
  const run: Run = { refusals: [], printed: [], timeouts: [] };
  const print = (...words: unknown[]) => void run.printed.push(words.map(String).join(' '));
  const refuse = (how: 'drop' | 'retry') => (reason: string) => void run.refusals.push({ how, reason });
  const timeout = (ms: number) => {
    run.timeouts.push(ms);
    return replacements.signal ?? new AbortController().signal;
  };
  const exported: Record<string, (event: Event, api: unknown) => Promise<void>> = {};
  const globals = {
    exports: exported,
    module: { exports: exported },
    require: (id: string) => {
      throw new Error(`The Action asks for the module ${id}`);
    },
    fetch: replacements.fetch ?? fetch,
    AbortSignal: { timeout },
    URL,
    console: { log: print, info: print, warn: print, error: print },
    setTimeout,
  };
  const path = actionPath(name);
  runInContext(readFileSync(path, 'utf8'), createContext(globals), { filename: path });
  const [handler, ...others] = Object.entries(exported);
  if (handler === undefined || others.length > 0) throw new Error(`${path} must export one handler`);
  const isCustomProvider = handler[0] === 'onExecuteCustomPhoneProvider';
  // The other trigger's api has no notification.
  const api = isCustomProvider ? { notification: { drop: refuse('drop'), retry: refuse('retry') } } : {};
  await handler[1](event, { ...api, cache: {} }).catch((error: Error) => {
    run.refusals.push({ how: 'throw', reason: error.message });
  });
  return run;
}

const person = {
  user: {
    user_id: 'auth0|0123456789abcdef01234567',
    email: 'robin.doe@example.com',
    email_verified: true,
    name: 'Robin Doe',
    phone_number: '+12025550199',
    app_metadata: { plan: 'gold', internal_note: 'vip' },
    user_metadata: { birthday: '1990-01-01' },
    created_at: '2026-01-02T03:04:05.000Z',
    updated_at: '2026-01-02T03:04:05.000Z',
  },
  client: { client_id: 'AbCdEf0123456789AbCdEf0123456789', name: 'Shop', metadata: { team: 'web' } },
  request: {
    geoip: { cityName: 'Lisbon', countryCode: 'PT', latitude: 38.72, longitude: -9.14 },
    hostname: 'login.example.com',
    ip: '198.51.100.7',
    language: 'pt-BR',
    method: 'POST',
    user_agent: 'Browser/1.0',
  },
  custom_domain: { domain: 'login.example.com', domain_metadata: { stage: 'prod' } },
  transaction: { correlation_id: 'corr-1' },
  configuration: {},
};

/** The documented event of each trigger, everything included that it may hold. */
export function documentedEvent(
  name: ActionName,
  channel: 'sms' | 'call',
  otp: Event,
  secrets: Event,
): Event {
  if (name === 'send-phone-message') {
    const message_type = channel === 'sms' ? 'sms' : 'voice';
    const text = `Your passcode is ${String(otp['code'])}`;
    const message_options = { action: 'second-factor-authentication', message_type, text, ...otp };
    const security_context = { ja3: 'a'.repeat(32), ja4: 'b'.repeat(36) };
    return { ...person, message_options, security_context, tenant: { id: 'acme-eu' }, secrets };
  }
  const as_text = `Your passcode is ${String(otp['code'])}`;
  const delivery_method = channel === 'sms' ? 'text' : 'voice';
  const words = { as_text, as_voice: as_text, from: '+12025550100', locale: 'es-MX' };
  return {
    ...person,
    notification: { message_type: 'otp_verify', delivery_method, ...words, ...otp },
    tenant: { id: 'acme-eu', friendly_name: 'Acme', support_email: 'help@example.com' },
    organization: { id: 'org_1', name: 'acme', display_name: 'Acme', metadata: {} },
    connection: { id: 'con_1', name: 'users', strategy: 'auth0', metadata: {} },
    secrets,
  };
}

/** As Auth0 writes the number. */
export const otp = { recipient: '+1-808-555-5555', code: '012345' };

/** send-phone-message has neither drop nor retry: it throws, and Auth0 logs the message. */
export const refusalOf = (name: ActionName, how: 'drop' | 'retry', reason: unknown) => ({
  refusals: [{ how: name === 'send-phone-message' ? 'throw' : how, reason }],
  printed: [],
});
