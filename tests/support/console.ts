import { messageOptionsEvent, nested, notificationEvent } from '../fixtures/auth0';
import { recommended, studioVoice } from '../fixtures/pingone';
import type { WireBody } from '../fixtures/wire';
import { sandboxEnvironment } from './bridge';
import { post, type Answer } from './callers';
import { startSandboxed, type Sandboxed } from './sandbox';

export const consolePassword = sandboxEnvironment['CONSOLE_PASSWORD'] ?? '';

/** What an endpoint would have answered, as the console tells it. */
export interface WrappedReply {
  status: number;
  body: Record<string, unknown>;
  ms: number;
}

export interface Console extends Sandboxed {
  /** POSTs to /console/<name> with the password, or with another `Authorization` or none. */
  ask(name: string, body: unknown, authorization?: string | null): Promise<Answer>;
  /** Asks, and expects an answer that was enclosed. */
  play(name: 'send' | 'outcome' | 'own-code', body: unknown): Promise<WrappedReply>;
  /** Plays a caller, with its own good request or with another. */
  send(caller: Caller, wire?: WireBody): Promise<WrappedReply>;
}

/** The functions and their sandbox, on free ports. */
export async function startConsole(changes: Record<string, string | undefined> = {}): Promise<Console> {
  const sandboxed = await startSandboxed(changes);
  const ask: Console['ask'] = (name, body, authorization = `Bearer ${consolePassword}`) =>
    post(`${sandboxed.bridge.url}/console/${name}`, authorization ?? undefined, body);
  const play: Console['play'] = async (name, body) => {
    const answer = await ask(name, body);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body as unknown as WrappedReply;
  };
  const send: Console['send'] = (caller, wire = callers[caller].wire) =>
    play('send', createSendBody(caller, wire));
  return { ...sandboxed, ask, play, send };
}

/** All that the page can ask, each with a body that is good. */
export const requests: readonly (readonly [name: string, body: Record<string, unknown>])[] = [
  ['status', {}],
  [
    'send',
    { caller: 'pingone-sms', content_type: 'application/json', body: '{"to":"+14155552671","otp":"918273"}' },
  ],
  ['outcome', { idp: 'auth0', to: '+14155552671', body: '[]' }],
  ['verification', { sid: `VE${'0'.repeat(32)}` }],
  ['own-code', { path: 'verify/start', body: '{"to":"+14155552671"}' }],
  ['conversion', { days: 30 }],
  ['messages', {}],
];

export const TO = '+14155552671';
export const CODE = '918273';
export const values = { to: TO, otp: CODE };
export const message = { recipient: '+1-415-555-2671', code: CODE };

/** Each that the page can send as: where its request goes, a good one, and how the code then arrives. */
export const callers = {
  'pingone-sms': { path: 'pingone/sms', wire: recommended(values), channel: 'sms' },
  'pingone-voice': { path: 'pingone/voice', wire: studioVoice(values), channel: 'call' },
  'auth0-custom-phone-provider': {
    path: 'auth0/send',
    wire: nested(notificationEvent(message)),
    channel: 'sms',
  },
  'auth0-send-phone-message': {
    path: 'auth0/send',
    wire: nested(messageOptionsEvent({ ...message, voice: true })),
    channel: 'call',
  },
} as const;
export type Caller = keyof typeof callers;
export const everyCaller = Object.keys(callers) as Caller[];

/** What the page asks of /console/send. */
export const createSendBody = (caller: string, { contentType, body }: WireBody) => ({
  caller,
  content_type: contentType,
  body,
});
