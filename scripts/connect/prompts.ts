import { openTerminal } from '../terminal';
import type { Questions } from './command';

/** The questions, on a terminal; undefined where there is none. */
export async function createQuestions(): Promise<Questions | undefined> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const { clack, ask } = await openTerminal('Stopped. Nothing was changed.');
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
