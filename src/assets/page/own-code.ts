import { callConsole } from './bridge';
import { announce, make, showRefusal } from './dom';
import { formatJson, renderExchange, renderFacts } from './facts';
import { renderProblemBox } from './problem-box';
import { isProblem, type WrappedReply } from './replies';

/** What an answer means, for people. */
export interface Meaning {
  said: string;
  isGood: boolean;
}

/**
 * Calls an endpoint for Verify's own codes as an application does, and shows in `place` what came of it.
 * @returns the answer; undefined if it is a refusal
 */
export async function playOwnCode<T extends object>(
  place: HTMLElement,
  path: string,
  body: Record<string, string>,
  describe: (answer: T) => Meaning,
): Promise<T | undefined> {
  place.replaceChildren();
  const wire = { path, body: JSON.stringify(body) };
  const answer = await callConsole<WrappedReply<T>>('own-code', wire);
  if (!answer.ok) {
    showRefusal(place, renderProblemBox(answer.problem), answer.problem.title);
    return undefined;
  }
  const { status, body: replied, ms } = answer.value;
  const request = `POST /${path}\n\n${formatJson(body)}`;
  const seen = renderExchange('Request and reply', request, `${status}\n\n${formatJson(replied)}`);
  const facts = renderFacts(['Reply', String(status)], ['Time', `${ms} ms`]);
  if (isProblem(replied)) {
    showRefusal(place, renderProblemBox(replied), `${replied.title}. ${replied.detail}`);
    place.append(facts, seen);
    return undefined;
  }
  const { said, isGood } = describe(replied);
  announce(said);
  place.append(make('p', { class: isGood ? 'good' : 'bad' }, said), facts, seen);
  return replied;
}
