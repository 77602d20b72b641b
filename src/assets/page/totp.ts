import { runWhileBusy } from './busy-button';
import { renderCopyField } from './copy-field';
import { announce, find } from './dom';
import { playOwnCode, type Meaning } from './own-code';
import type { CheckReply, FactorReply } from './replies';
import { computeAppCode, readAppUri } from './totp-code';

type Doing = 'verify' | 'check' | 'remove';

/** A factor is created for an authenticator app, verified, checked and removed. */
export function startTotp() {
  const identity = find('identity', HTMLInputElement);
  const name = find('factor-name', HTMLInputElement);
  const form = find('factor-form', HTMLFormElement);
  const code = find('app-code', HTMLInputElement);
  const reply = find('factor-reply');
  let factor: FactorReply | undefined;
  identity.value = crypto.randomUUID();

  const create = async () => {
    const body = { identity: identity.value, name: name.value };
    const made = await playOwnCode<FactorReply>(reply, 'totp/factors', body, () => ({
      said: 'Created: put the URI or the secret into an authenticator app, then verify its first code.',
      isGood: true,
    }));
    if (made !== undefined) follow(made);
  };
  const follow = (made: FactorReply | undefined) => {
    factor = made;
    form.hidden = made === undefined;
    find('factor').replaceChildren(...(made === undefined ? [] : renderFactor(made)));
    code.value = '';
  };
  const call = async (doing: Doing) => {
    if (factor === undefined) return;
    const body = { identity: factor.identity, factor: factor.sid };
    const wire = doing === 'remove' ? body : { ...body, code: code.value };
    const done = await playOwnCode<CheckReply>(reply, `totp/${doing}`, wire, MEANINGS[doing]);
    if (doing === 'remove' && done !== undefined) follow(undefined);
  };
  const fill = async () => {
    if (factor === undefined) return;
    code.value = await computeAppCode(readAppUri(factor.uri), Date.now());
    announce(`The app would show ${code.value}.`);
  };

  find('factor-create', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void runWhileBusy(find('factor-create-button', HTMLButtonElement), 'Creating', create);
  });
  for (const doing of ['verify', 'check', 'remove'] as const) {
    const button = find(`factor-${doing}`, HTMLButtonElement);
    button.addEventListener('click', () => {
      if (doing !== 'remove' && !form.reportValidity()) return;
      void runWhileBusy(button, DOING[doing], () => call(doing));
    });
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  find('app-shows').addEventListener('click', () => void fill());

  return {
    /** In the sandbox nobody has an app: the page computes what one would show. */
    prefill(isSandbox: boolean): void {
      find('app-shows').hidden = !isSandbox;
    },
  };
}

const DOING: Readonly<Record<Doing, string>> = { verify: 'Verifying', check: 'Checking', remove: 'Removing' };

const MEANINGS: Readonly<Record<Doing, (answer: CheckReply) => Meaning>> = {
  verify: ({ valid }) => ({
    said: valid ? 'Verified: the app is set up.' : 'Unverified: the code is wrong.',
    isGood: valid,
  }),
  check: ({ valid }) => ({
    said: valid ? 'Approved: the code is that of the app.' : 'Pending: the code is wrong.',
    isGood: valid,
  }),
  remove: () => ({ said: 'Removed: no code of this app is taken any more.', isGood: true }),
};

/** Twilio shows both only once. */
function renderFactor({ uri, secret }: FactorReply): HTMLElement[] {
  const fields = [renderCopyField('URI for the QR code', uri)];
  return secret === undefined ? fields : [...fields, renderCopyField('Secret', secret)];
}
