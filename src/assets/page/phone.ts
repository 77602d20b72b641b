import { callConsole } from './bridge';
import { announce, find, make } from './dom';
import type { Channel } from '../../core/otp-request';
import type { Message, MessagesReply } from './replies';

const POLL_MS = 1_000;
/** After a failure, and never more often. */
const PATIENCE_MS = 5_000;
const SHOWN = 20;

/** The sandbox's phone. It is looked at once a second, while somebody looks at the page. */
export function startPhone(parts: { onReply: (reply: MessagesReply) => void }) {
  const list = find('messages');
  const empty = find('no-messages');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOn = false;
  /** Of the messages that are drawn. */
  let drawn = '';

  const look = async () => {
    if (!isOn || document.hidden) return;
    const answer = await callConsole<MessagesReply>('messages');
    if (answer.ok) show(answer.value);
    else empty.textContent = `${answer.problem.title}. ${answer.problem.detail}`;
    empty.hidden = answer.ok && answer.value.messages.length > 0;
    clearTimeout(timer);
    timer = setTimeout(() => void look(), answer.ok ? POLL_MS : PATIENCE_MS);
  };
  const show = (reply: MessagesReply) => {
    updateClock();
    parts.onReply(reply);
    empty.textContent = 'Nothing has arrived yet.';
    const newest = reply.messages.slice(-SHOWN).reverse();
    const now = JSON.stringify(newest);
    if (now === drawn) return;
    const isFirst = drawn === '';
    drawn = now;
    list.replaceChildren(...newest.map(renderMessage));
    if (!isFirst && newest[0] !== undefined) {
      announce(`On the phone: ${newest[0].text}`);
      find('screen').scrollTop = 0;
    }
  };

  document.addEventListener('visibilitychange', () => void look());
  return {
    look,
    start(): void {
      find('phone').hidden = false;
      isOn = true;
      updateClock();
      void look();
    },
    stop(): void {
      isOn = false;
      clearTimeout(timer);
    },
  };
}

const NAMES: Readonly<Record<Channel, string>> = {
  sms: 'Text message',
  call: 'Phone call',
  whatsapp: 'WhatsApp message',
  email: 'E-mail',
};

/** A call says the code digit by digit; then it is shown once more, as it is. */
function markCode(text: string, code: string | null): (string | HTMLElement)[] {
  if (code === null) return [text];
  const mark = make('mark', {}, code);
  const [before = '', ...rest] = text.split(code);
  return rest.length > 0 ? [before, mark, rest.join(code)] : [text, ' ', mark];
}

function renderMessage({ channel, to, code, text, at, send_digits: digits }: Message): HTMLElement {
  return make(
    'li',
    { class: channel === 'call' ? 'call' : 'sms' },
    make(
      'p',
      { class: 'from' },
      make('span', { class: 'icon', 'aria-hidden': 'true' }),
      NAMES[channel],
      make('time', { datetime: at }, formatTime(new Date(at))),
    ),
    make('p', { class: 'text' }, ...markCode(text, code)),
    make('p', { class: 'to' }, `to ${to}`, digits !== null && `, then keys ${digits}`),
  );
}

function updateClock(): void {
  const now = new Date();
  find('clock').textContent = formatTime(now);
  find('date').textContent = now.toLocaleDateString('en', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
}

function formatTime(date: Date): string {
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
