import { startConnect } from './page/connect';
import { startConversion } from './page/conversion';
import { startGate } from './page/password-gate';
import { startNumbers } from './page/numbers';
import { startOutcome } from './page/outcome';
import { startPhone } from './page/phone';
import { startSendForm } from './page/send-form';
import { startSignIns } from './page/sign-ins';
import { startStatus } from './page/status';
import { startTotp } from './page/totp';
import { startVerification } from './page/verification';

/** The test page: what each part needs of another is given to it here. */
const outcome = startOutcome({ onApproved: () => conversion.forget() });
const sending = startSendForm({
  onSending: () => outcome.clear(),
  onDelivered: (delivery) => {
    outcome.follow(delivery);
    void phone.look();
    conversion.forget();
  },
});
const numbers = startNumbers({ onChosen: (number) => sending.fill(number) });
const signIns = startSignIns();
const phone = startPhone({
  onReply: (reply) => {
    numbers.show(reply.numbers);
    signIns.show(reply.sign_ins);
  },
});
const verification = startVerification({
  onDelivered: () => {
    void phone.look();
    conversion.forget();
  },
});
const totp = startTotp();
const conversion = startConversion();
const status = startStatus({
  onSandbox: (isSandbox) => {
    for (const part of [sending, verification, totp]) part.prefill(isSandbox);
    if (isSandbox) phone.start();
  },
});

startConnect();
// A policy in <meta> cannot forbid that another site frames this page; in a frame there is nothing to click on.
if (self === top)
  startGate({
    open: status.check,
    onLocked: () => phone.stop(),
  });
