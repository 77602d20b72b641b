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
  return {
    ask: ({ question: message, isSecret }, findProblem) => {
      const validate = (text = '') => {
        const problem = findProblem(text.trim());
        return problem === undefined ? undefined : `It ${problem}.`;
      };
      return ask(isSecret ? clack.password({ message, validate }) : clack.text({ message, validate }));
    },
    confirm: (isAnswered) => ask(clack.confirm({ message: 'Do it?', initialValue: isAnswered })),
  };
}
