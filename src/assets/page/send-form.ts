import type { Channel } from '../../core/otp-request';
import { callConsole } from './bridge';
import { runWhileBusy } from './busy-button';
import { callers, renderCallerChoices, type Caller } from './callers';
import { announce, find, make, showRefusal } from './dom';
import { renderExchange, renderFacts, formatJson } from './facts';
import { renderProblemBox } from './problem-box';
import { findRecipient } from './recipient';
import { isProblem, type DeliveryReply, type WrappedReply } from './replies';

/** What was sent, and what its outcome will be played for. */
export interface SentPasscode {
  caller: Caller;
  to: string;
  delivery: DeliveryReply;
}

const SANDBOX_NUMBER = '+14155552671';

/** The form that calls the bridge as a provider does. */
export function startSendForm(parts: { onSending: () => void; onDelivered: (sent: SentPasscode) => void }) {
  const form = find('send-form', HTMLFormElement);
  const to = find('to', HTMLInputElement);
  const code = find('code', HTMLInputElement);
  const body = find('body', HTMLTextAreaElement);
  const contentType = find('content-type', HTMLSelectElement);
  const reset = find('reset-body', HTMLButtonElement);
  const reply = find('reply');
  const button = find('send-button', HTMLButtonElement);

  const chosen = find('caller', HTMLSelectElement);
  chosen.append(...renderCallerChoices());
  const name = () => chosen.value;
  const caller = () => callers.find((one) => one.name === name()) as Caller;
  const render = () => {
    const wire = caller().renderRequest(to.value, code.value);
    body.value = wire.body;
    contentType.value = wire.contentType;
    find('target').textContent = `POST /${caller().path}`;
    reset.hidden = true;
  };

  const send = async () => {
    const sender = caller();
    const wire = { caller: name(), content_type: contentType.value, body: body.value };
    const recipient = findRecipient(sender, wire.content_type, wire.body) ?? to.value;
    reply.replaceChildren();
    parts.onSending();
    const answer = await callConsole<WrappedReply<DeliveryReply>>('send', wire);
    const request = `POST /${sender.path}\nContent-Type: ${wire.content_type}\n\n${wire.body}`;
    if (!answer.ok) return showRefusal(reply, renderProblemBox(answer.problem), answer.problem.title);
    const { status, body: replied, ms, ...own } = answer.value;
    const seen = renderExchange('Request and reply', request, `${status}\n\n${formatJson(replied)}`);
    const time: [string, string] = ['Time', `${ms} ms`];
    const problem = own.problem ?? (isProblem(replied) ? replied : undefined);
    if (problem !== undefined) {
      showRefusal(reply, renderProblemBox(problem), `${problem.title}. ${problem.detail}`);
      return reply.append(renderFacts(['Reply', String(status)], time), seen);
    }
    const delivery = own.delivery ?? (replied as DeliveryReply);
    const how = describeDelivery(
      delivery,
      sender.channel === 'call' || /"(voice|call|voice call)"/i.test(wire.body),
    );
    announce(how);
    reply.append(
      make('p', { class: 'good' }, how),
      renderFacts(['Reply', String(status)], ['Verify SID', delivery.sid], ['Status', delivery.status], time),
      seen,
    );
    // Verify has no verification of what the fallback sent.
    if (delivery.via === undefined) parts.onDelivered({ caller: sender, to: recipient, delivery });
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void runWhileBusy(button, 'Sending', send);
  });
  for (const field of [to, code]) field.addEventListener('input', render);
  for (const field of [body, contentType]) field.addEventListener('input', () => (reset.hidden = false));
  chosen.addEventListener('change', render);
  reset.addEventListener('click', () => {
    render();
    body.focus();
  });

  return {
    /** Only the sandbox gets a number: elsewhere somebody would get the message. */
    prefill(isSandbox: boolean): void {
      if (to.value === '' && isSandbox) to.value = SANDBOX_NUMBER;
      if (code.value === '') code.value = createRandomCode();
      if (reset.hidden) render();
    },
    fill(number: string): void {
      to.value = number;
      render();
      form.scrollIntoView({ block: 'center' });
      button.focus({ preventScroll: true });
      announce(`The number is ${number}.`);
    },
  };
}

const WHAT: Readonly<Record<Exclude<Channel, 'call'>, string>> = {
  sms: 'a text message',
  whatsapp: 'a WhatsApp message',
  email: 'an e-mail',
};

/** @param isVoice whether a call was asked for */
export function describeDelivery({ channel, to, via }: DeliveryReply, isVoice: boolean): string {
  const who = via === undefined ? 'Verify' : 'Your own sender';
  if (channel !== 'call') return `${who} sends ${WHAT[channel]} to ${to}.`;
  return isVoice ? `${who} calls ${to}.` : `${who} calls ${to}: a landline takes no text message.`;
}

/** Six digits, of which one in ten begins with a zero, as a provider's do. */
function createRandomCode(): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  return String(number % 1_000_000).padStart(6, '0');
}
