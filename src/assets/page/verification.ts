import { runWhileBusy } from './busy-button';
import { find } from './dom';
import { playOwnCode } from './own-code';
import type { CheckReply, DeliveryReply } from './replies';
import { describeDelivery } from './send-form';

/** Another than that of the send form, whose code may be pending. */
const SANDBOX_NUMBER = '+12025550142';

/** Verify makes a code, sends it and checks it. */
export function startVerification(parts: { onDelivered: () => void }) {
  const form = find('own-start', HTMLFormElement);
  const to = find('own-to', HTMLInputElement);
  const channel = find('own-channel', HTMLSelectElement);
  const checkForm = find('own-check', HTMLFormElement);
  const code = find('own-code', HTMLInputElement);
  const reply = find('own-reply');
  /** Whom the code was sent to. */
  let recipient = '';

  const start = async () => {
    recipient = to.value;
    const body = { to: recipient, channel: channel.value };
    const sent = await playOwnCode<DeliveryReply>(reply, 'verify/start', body, (delivery) => ({
      said: describeDelivery(delivery, channel.value === 'call'),
      isGood: true,
    }));
    checkForm.hidden = sent === undefined;
    if (sent === undefined) return;
    code.value = '';
    parts.onDelivered();
  };
  const check = async () => {
    const body = { to: recipient, code: code.value };
    await playOwnCode<CheckReply>(reply, 'verify/check', body, ({ valid }) => ({
      said: valid ? 'Approved: the code is right, and is used up now.' : 'Pending: the code is wrong.',
      isGood: valid,
    }));
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void runWhileBusy(find('own-start-button', HTMLButtonElement), 'Starting', start);
  });
  checkForm.addEventListener('submit', (event) => {
    event.preventDefault();
    void runWhileBusy(find('own-check-button', HTMLButtonElement), 'Checking', check);
  });

  return {
    /** Only the sandbox gets a number: elsewhere somebody would get the message. */
    prefill(isSandbox: boolean): void {
      if (to.value === '' && isSandbox) to.value = SANDBOX_NUMBER;
      find('own-phone').hidden = !isSandbox;
    },
  };
}
