import { Failure } from '../setup/failure';
import type { Questions } from './command';

/** The questions, on a terminal; undefined where there is none. The library is loaded only here: it is an ES module. */
export async function createQuestions(): Promise<Questions | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const clack = await import('@clack/prompts');

  /** Ctrl-C at a question ends the command, and nothing is changed. */
  async function ask<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
    const answer = await question;
    if (clack.isCancel(answer)) throw new Failure('Stopped. Nothing was changed.');
    return answer as Exclude<T, symbol>;
  }
  const validate = (text = '') => (/^\S+$/.test(text.trim()) ? undefined : 'It holds no blanks.');
  return {
    ask: ({ question: message, isSecret }) =>
      ask(isSecret ? clack.password({ message, validate }) : clack.text({ message, validate })),
    confirm: () => ask(clack.confirm({ message: 'Do it?' })),
  };
}
