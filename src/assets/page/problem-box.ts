import { advice } from './advice';
import { make } from './dom';
import type { ProblemDocument } from './replies';

/** In a tab of its own: what was sent stays here. */
const link = (href: string, text: string) => make('a', { href, target: '_blank', rel: 'noreferrer' }, text);

/** A problem as people read it: what, why, and what to do. */
export function renderProblemBox(
  problem: ProblemDocument,
  whatToDo: string = advice[problem.code],
): HTMLElement {
  const { title, detail, code, twilio_code: twilioCode } = problem;
  const explained = `https://www.twilio.com/docs/api/errors/${twilioCode}`;
  const hint = make(
    'p',
    { class: 'hint' },
    link(`/problems.html#${code}`, code),
    twilioCode !== undefined && ' · ',
    twilioCode !== undefined && link(explained, `Twilio ${twilioCode}`),
  );
  return renderBox(title, detail, whatToDo, hint);
}

export function renderBox(title: string, detail: string, whatToDo: string, hint?: HTMLElement): HTMLElement {
  return make(
    'div',
    { class: 'problem' },
    make('p', { class: 'problem-title' }, title),
    make('p', {}, detail),
    make('p', {}, make('b', {}, 'What to do: '), whatToDo),
    hint,
  );
}
