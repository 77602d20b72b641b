import { randomInt } from 'node:crypto';
import { notAsked, type Answer, type Live, type Question } from '../question';
import type { Sent, Verifications } from '../verifications';

const createCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');
/** Both letters and digits, and none that looks like another. */
const createMixedCode = (): string =>
  [...'AAAAAA']
    .map((_, index) => (index % 2 === 0 ? 'ABCDEFGHKM'[randomInt(10)] : String(randomInt(2, 10))))
    .join('');

/** What the person typed: codes in the order of their arrival, or in words `first`, `second`, `both`, `none`. */
export function compareCodes(typed: string, codes: readonly [string, string]): string {
  const words = typed
    .trim()
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  const names = words.map((word) => {
    const index = codes.findIndex((code) => code.toLowerCase() === word);
    return index >= 0 ? (['first', 'second'] as const)[index] : word;
  });
  if (names.length === 0 || names.includes('none')) return 'none';
  const [has1, has2] = ['first', 'second'].map((name) => names.includes(name) || names.includes('both'));
  if (names.some((name) => !['first', 'second', 'both'].includes(String(name)))) return 'another code';
  return has1 && has2 ? 'both' : has1 ? 'first' : 'second';
}

const UNSAID: Answer = { verdict: 'failed', found: ['The codes were sent. What arrived was not typed in.'] };

const SECOND_FOUND: Record<string, string> = {
  none: 'No code arrived.',
  first: 'The first code arrived alone.',
  second: 'The second code arrived alone.',
  both: 'Both codes arrived, each in a message of its own.',
  'another code': 'A code arrived that was not sent.',
};

/** Cancels what was sent, whatever comes of the question. A failing cancel takes nothing away from its answer. */
async function withSends(
  verifications: Verifications,
  ask: (send: (code: string) => Promise<Sent>) => Promise<Answer>,
): Promise<Answer> {
  const sids = new Set<string>();
  const left: string[] = [];
  const send = async (code: string) => {
    const sent = await verifications.send(code);
    if ('sid' in sent) sids.add(sent.sid);
    return sent;
  };
  const cancel = async () => {
    for (const sid of sids) {
      const refusal = await verifications.cancel(sid);
      if (refusal !== undefined)
        left.push(
          `A verification was not canceled (${refusal}): it ends by itself, ten minutes after its send.`,
        );
    }
  };
  const answer = await ask(send).finally(cancel);
  return { ...answer, found: [...answer.found, ...left] };
}

/** Whether a message with the second code is sent while the first one is pending. */
export const secondCode: Question = {
  id: 'second-code',
  title: 'Which code arrives if a second custom code is sent while the first is pending?',
  documents: ['docs/verification.md'],
  needs: 'number',
  messages: 2,
  expected: 'The second code arrives, too, and both sends have the same VE SID.',
  async ask({ asking, verifications }: Live): Promise<Answer> {
    if (verifications === undefined) return notAsked;
    const isAgreed = await asking.wait('second-code.send', 'Two codes are sent, one after the other:');
    if (!isAgreed) return notAsked;
    const first = createCode();
    const second = first.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
    return withSends(verifications, async (send) => {
      const sent = [await send(first), await send(second)] as const;
      const refusals = sent.flatMap((one, index) =>
        'refusal' in one ? [`Send ${index + 1} of 2 was refused: ${one.refusal}.`] : [],
      );
      const sids = new Set(sent.flatMap((one) => ('sid' in one ? [one.sid] : [])));
      // That Twilio has a fault is no answer.
      const isFault = sent.some((one) => 'refusal' in one && one.status >= 500);
      if (refusals.length > 0)
        return { verdict: sids.size === 0 || isFault ? 'failed' : 'differs', found: refusals };
      const typed = await asking.readText(
        'second-code.arrived',
        'Two messages were sent. Type the codes that arrived, in their order; or first, second, both, none:',
      );
      if (typed === undefined) return UNSAID;
      const arrived = compareCodes(typed, [first, second]);
      const isSame = sids.size === 1;
      const isExpected = isSame && (arrived === 'both' || arrived === 'second');
      const found = [
        SECOND_FOUND[arrived] ?? '',
        `Both sends have ${isSame ? 'the same VE SID' : 'different VE SIDs'}.`,
      ];
      return { verdict: isExpected ? 'as expected' : 'differs', found };
    });
  },
};

const LETTERS_FOUND: Record<string, string> = {
  '': 'It is not known what arrived.',
  none: 'Nothing arrived.',
  'another code': 'Another code arrived.',
};

/** Whether Verify takes a custom code that is no number. */
export const letters: Question = {
  id: 'letters',
  title: 'Can a custom code contain letters?',
  documents: ['docs/verification.md'],
  needs: 'number',
  messages: 1,
  expected: 'Not known. verify-bridge sends digits alone.',
  async ask({ asking, verifications }: Live): Promise<Answer> {
    if (verifications === undefined) return notAsked;
    const isAgreed = await asking.wait('letters.send', 'A code of letters and digits is sent:');
    if (!isAgreed) return notAsked;
    const code = createMixedCode();
    return withSends(verifications, async (send) => {
      const sent = await send(code);
      // Other statuses are of the account, of a limit or of Twilio's own state, and say nothing of the code.
      if ('refusal' in sent)
        return {
          verdict: sent.status === 400 ? 'now known' : 'failed',
          found: [`A code of letters and digits is refused: ${sent.refusal}.`],
        };
      const typed = await asking.readText(
        'letters.arrived',
        'A code of letters and digits was sent. Type what arrived, or none:',
      );
      const arrived = typed === undefined ? '' : compareCodes(typed, [code, code]);
      const what = LETTERS_FOUND[arrived] ?? 'It arrived as it was sent.';
      return { verdict: 'now known', found: ['Verify accepts a code of letters and digits.', what] };
    });
  },
};
