import type { Message } from '../../../chaos/messages';
import { createOutcome, judge, settle } from '../../../chaos/send-outcome';
import { auth0, generic, okta, type Claim } from '../../../chaos/senders';

/** What chaos would say of a function that sends twice, or lies. */

const send = { line: 0, to: '+12122000000', passcode: '10000000', channel: 'sms', id: 'request-0' } as const;
const message: Message = { api: 'verify', channel: 'sms', sid: 'VE1', to: send.to };
const sent: Claim = { kind: 'sent', sid: 'VE1', channel: 'sms' };
const unsent: Claim = { kind: 'unsent', isRetryable: false, code: 'blocked' };
const none = { doubled: 0, pretended: 0, denied: 0, mistaken: 0, leaked: 0 };

function judgeAll(claims: Claim[], messages: Message[], body: object = {}) {
  const outcome = createOutcome();
  for (const claim of claims) judge(outcome, send, { status: 0, body }, claim, messages);
  settle(outcome, send, claims, messages);
  const { doubled, pretended, denied, mistaken, leaked, example } = outcome;
  return { counts: { doubled, pretended, denied, mistaken, leaked }, example };
}

test.each<[name: string, claims: Claim[], messages: Message[]]>([
  ['sent', [sent], [message]],
  ['refused', [unsent], []],
  ['unsure of what left', [{ kind: 'unsure' }], [message]],
  ['unsure of what did not', [{ kind: 'unsure' }], []],
  ['sent, and the same answer again', [sent, sent], [message]],
])('nothing is wrong: %s', (_name, claims, messages) => {
  expect(judgeAll(claims, messages)).toEqual({ counts: none, example: undefined });
});

const byVoice: Message = { ...message, api: 'voice', channel: 'call', sid: 'CA1' };

test.each<[name: string, claims: Claim[], messages: Message[], counts: Partial<typeof none>]>([
  ['twice', [sent], [message, { ...message, channel: 'whatsapp' }], { doubled: 1 }],
  ['by two APIs', [{ kind: 'unsure' }], [message, byVoice], { doubled: 1 }],
  ['nothing left', [sent], [], { pretended: 1 }],
  ['what left was denied, at once and in the end', [unsent], [message], { denied: 2 }],
  ['another SID', [{ ...sent, sid: 'VE2' }], [message], { mistaken: 1 }],
  ['another channel', [{ ...sent, channel: 'call' }], [message], { mistaken: 1 }],
  ['another API', [{ kind: 'sent', sid: 'CA1', channel: 'call' }], [byVoice], { mistaken: 1 }],
])('it is counted: %s', (_name, claims, messages, counts) => {
  const judged = judgeAll(claims, messages);
  expect(judged.counts).toEqual({ ...none, ...counts });
  expect(judged.example).toContain(send.passcode);
});

test.each([{ detail: 'The code 10000000 was sent.' }, { to: '+12122000000' }])(
  'it is counted: %j in a reply',
  (body) => expect(judgeAll([sent], [message], body).counts.leaked).toBe(1),
);

test.each([
  ['timeout', 504, { code: 'timeout' }, 'unsure'],
  ["Twilio's 5xx", 503, { code: 'unavailable', twilio_code: 20503, retryable: true }, 'unsure'],
  ['no connection', 503, { code: 'unavailable', retryable: true }, 'unsent'],
  ['a limit', 429, { code: 'rate_limited', retryable: true }, 'unsent'],
  ['a mistake of ours', 500, { code: 'internal_error' }, 'fault'],
  ['a request that it cannot read', 400, { code: 'invalid_request' }, 'fault'],
])('a problem claims what the contract says: %s', (_name, status, body, kind) => {
  expect(generic.readClaim({ status, body })).toMatchObject({ kind });
  expect(auth0.readClaim({ status, body })).toMatchObject({ kind });
});

test('Okta is told the same in its own words', () => {
  const read = (status: number, body: object) => okta.readClaim({ status, body });
  const refuse = (reason: string) => ({ error: { errorCauses: [{ reason }] } });
  expect(read(200, { commands: [{ value: [{ transactionId: 'VE1' }] }] })).toEqual({
    kind: 'sent',
    sid: 'VE1',
  });
  expect(read(503, refuse('unavailable')).kind).toBe('unsure');
  expect(read(403, refuse('blocked')).kind).toBe('unsent');
  expect(read(500, refuse('internal_error')).kind).toBe('fault');
});
