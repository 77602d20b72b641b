import { callConsole } from './bridge';
import { runWhileBusy } from './busy-button';
import { announce, find, make, showRefusal } from './dom';
import { renderExchange, renderFacts, formatJson } from './facts';
import { renderProblemBox } from './problem-box';
import { isProblem, type WrappedReply, type ReportReply, type VerificationReply } from './replies';
import type { SentPasscode } from './send-form';

/** Why an event that was read changes nothing. */
const SKIPPED: Readonly<Record<keyof ReportReply['skipped'], string>> = {
  irrelevant: 'It does not say that a code was proved by SMS or voice.',
  unmappable: 'It names no number that can be told to Verify.',
  duplicate: 'The same number comes twice in one batch.',
  expired: 'It is older than a verification lives.',
  no_pending_verification: 'Verify has no pending verification for this number, or none any more.',
  rejected: 'Verify refuses the number.',
};

/** Plays what the provider sends once the user has typed the code in, and shows what becomes of the verification. */
export function startOutcome(parts: { onApproved: () => void }) {
  const form = find('outcome-form', HTMLFormElement);
  const event = find('event', HTMLTextAreaElement);
  const hint = find('outcome-hint');
  const report = find('report');
  let sent: SentPasscode | undefined;
  /** What Verify said last. */
  let known = '';
  let isEdited = false;

  const write = ({ caller, to }: SentPasscode) => {
    event.value = formatJson(caller.renderEvents?.(to, new Date().toISOString()));
    isEdited = false;
  };
  /** @param reached how many of the three stages */
  const stages = (reached: number) => {
    find('bench').dataset['reached'] = String(reached);
    [...find('stages').children].forEach((stage, index) => {
      stage.className = index < reached ? 'reached' : '';
      if (index === reached - 1) stage.setAttribute('aria-current', 'step');
      else stage.removeAttribute('aria-current');
    });
  };

  const play = async ({ caller, to, delivery: { sid } }: SentPasscode) => {
    const body = event.value;
    report.replaceChildren();
    const answer = await callConsole<WrappedReply<ReportReply>>('outcome', { idp: caller.idp, to, body });
    if (!answer.ok) return fail(renderProblemBox(answer.problem), answer.problem.title);
    const { status, body: replied, ms } = answer.value;
    const seen = renderExchange('Reply', `${status}\n\n${formatJson(replied)}`);
    if (isProblem(replied)) {
      fail(renderProblemBox(replied), `${replied.title}. ${replied.detail}`);
      return report.append(seen);
    }
    const state = await callConsole<VerificationReply>('verification', { sid });
    if (!state.ok) return fail(renderProblemBox(state.problem), state.problem.title);
    const before = known;
    known = state.value.status;
    const isApproved = known === 'approved';
    const isNewlyApproved = isApproved && known !== before;
    stages(isApproved ? 3 : 2);
    const said = isNewlyApproved
      ? 'Approved: Verify counts the code as used.'
      : `The verification is ${known}${known === before ? ', as before' : ''}.`;
    announce(said);
    const skips = Object.entries(replied.skipped).filter(([, count]) => count > 0);
    const reasons = skips.map(([why, count]) => `${why} ${count}: ${SKIPPED[why as keyof typeof SKIPPED]}`);
    report.append(
      make('p', { class: isNewlyApproved ? 'good' : 'notice' }, said),
      renderFacts(
        ['Events received', String(replied.received)],
        ['Approved', String(replied.approved)],
        ['Skipped', String(skips.reduce((sum, [, count]) => sum + count, 0))],
        ['Failed', String(replied.failed)],
        ['Verification', `${before} → ${known}`],
        ['Time', `${ms} ms`],
      ),
      ...reasons.map((reason) => make('p', { class: 'hint' }, reason)),
      seen,
    );
    if (isApproved) parts.onApproved();
  };
  const fail = (box: HTMLElement, said: string) => showRefusal(report, box, said);

  event.addEventListener('input', () => (isEdited = true));
  form.addEventListener('submit', (submitted) => {
    submitted.preventDefault();
    const playing = sent;
    if (playing === undefined) return;
    if (!isEdited) write(playing); // The event is of now.
    void runWhileBusy(find('play', HTMLButtonElement), 'Playing', () => play(playing));
  });

  return {
    clear(): void {
      sent = undefined;
      form.hidden = true;
      hint.hidden = false;
      report.replaceChildren();
      stages(0);
    },
    follow(delivered: SentPasscode): void {
      sent = delivered;
      known = delivered.delivery.status;
      find('event-source').textContent = delivered.caller.provider;
      hint.hidden = true;
      stages(2);
      if (delivered.caller.renderEvents === undefined) {
        const { provider } = delivered.caller;
        report.append(make('p', { class: 'notice' }, `${provider} sends no event that proves a code.`));
        return;
      }
      write(delivered);
      form.hidden = false;
      form.scrollIntoView({ block: 'nearest' });
    },
  };
}
