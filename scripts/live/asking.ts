import { readFileSync } from 'node:fs';
import { isRecord, getOwn } from '../../src/core/record';
import { Failure } from '../setup/failure';
import { openTerminal } from '../terminal';
import { Stopped } from './stop';

/**
 * What only the person at the terminal can answer or do. `undefined` is a question that the person skips. Each throws
 * Stopped if the person ends the check.
 */
export interface Asking {
  /** Whether what is on the screen is done. */
  confirm(): Promise<boolean>;
  /** The number that messages go to; empty for none. */
  readNumber(): Promise<string>;
  /** @param step `<question>.<step>`, by which a file of answers names it */
  readText(step: string, message: string): Promise<string | undefined>;
  /** Waits until the person has done what is on the screen, or agrees to it. @returns whether to go on */
  wait(step: string, message: string): Promise<boolean>;
}

/** Asks on the terminal, until `signal` ends it. */
export async function createTerminal(signal: AbortSignal): Promise<Asking> {
  const { clack, ask: askAnywhere } = await openTerminal('Stopped.');
  const ask: typeof askAnywhere = (question) =>
    askAnywhere(question).catch((error: unknown) => {
      // Here it does not end the command at once: what is open is closed first.
      throw error instanceof Failure ? new Stopped() : error;
    });
  return {
    confirm: () => ask(clack.confirm({ message: 'Do it?', initialValue: false, signal })),
    readNumber: () =>
      ask(
        clack.text({
          message: 'Your own mobile number, in E.164 (+14155550100). Empty: no message is sent.',
          defaultValue: '',
          signal,
        }),
      ),
    readText: async (_, message) => {
      const text = await ask(clack.text({ message: `${message} ("skip": leave the question out)`, signal }));
      return text.trim() === 'skip' ? undefined : text;
    },
    wait: async (_, message) =>
      await ask(
        clack.select({
          message,
          signal,
          options: [
            { value: true, label: 'Go on' },
            { value: false, label: 'Leave the question out' },
          ],
        }),
      ),
  };
}

/**
 * Answers from a file: JSON, `{"second-code.arrived": "second", "pingone-sms.shape": "done"}`. A step that is not in it is
 * skipped.
 * @param number of the flag --live-number
 */
export function createAnswers(path: string, number: string): Asking {
  const answers = readAnswers(path);
  const find = (step: string) => {
    const found = getOwn(answers, step);
    return typeof found === 'string' ? found : undefined;
  };
  return {
    confirm: () => Promise.resolve(true),
    readNumber: () => Promise.resolve(number),
    readText: (step) => Promise.resolve(find(step)),
    wait: (step) => Promise.resolve(find(step) === 'done'),
  };
}

function readAnswers(path: string): unknown {
  try {
    const answers: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isRecord(answers)) return answers;
  } catch {
    // Neither the parser's message nor the file's text is printed: it may hold a code.
  }
  throw new Failure('The file of --live-answers must be a JSON object: see docs/live.md.', 2);
}
