import { Failure } from './setup/failure';

/**
 * The questions of a terminal. The library is loaded only here: it is an ES module, and who passes --yes does without it.
 * @param stopped what is said if the person presses Ctrl-C at a question, which ends the command
 */
export async function openTerminal(stopped: string) {
  const clack = await import('@clack/prompts');
  const ask = async <T>(question: Promise<T>): Promise<Exclude<T, symbol>> => {
    const answer = await question;
    if (clack.isCancel(answer)) throw new Failure(stopped);
    return answer as Exclude<T, symbol>;
  };
  return { clack, ask };
}
