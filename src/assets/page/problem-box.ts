import { advice } from './advice';
import { make } from './dom';
import type { ProblemDocument } from './replies';

/** A problem as people read it: what, why, and what to do. */
export function problemBox(problem: ProblemDocument, whatToDo: string = advice[problem.code]): HTMLElement {
  const { title, detail, code, twilio_code: twilioCode } = problem;
  const explained = `https://www.twilio.com/docs/api/errors/${twilioCode}`;
  return make(
    'div',
    { class: 'problem' },
    make('p', { class: 'problem-title' }, title),
    make('p', {}, detail),
    make('p', {}, make('b', {}, 'What to do: '), whatToDo),
    make(
      'p',
      { class: 'hint' },
      make('a', { href: `/problems.html#${code}` }, code),
      twilioCode !== undefined && ' · ',
      twilioCode !== undefined && make('a', { href: explained, rel: 'noreferrer' }, `Twilio ${twilioCode}`),
    ),
  );
}
