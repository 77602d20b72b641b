import { onPasswordRefused } from './bridge';
import { runWhileBusy } from './busy-button';
import { find, make } from './dom';
import { forgetPassword, keepPassword, readPassword, takePasswordFromAddress } from './password';
import { renderProblemBox } from './problem-box';
import type { ProblemDocument } from './replies';

interface GateHandlers {
  /** Resolves to whether the deployment takes the password. */
  open: () => Promise<boolean>;
  onLocked: () => void;
}

/** Asks for the password, until there is one that the deployment takes. */
export function startGate({ open, onLocked }: GateHandlers): void {
  const gate = find('gate');
  const message = find('gate-message');
  const input = find('password', HTMLInputElement);
  const form = find('gate-form', HTMLFormElement);
  const opening = find('opening');
  const inside = ['console', 'parts', 'lock'].map((id) => find(id));

  const show = (isOpen: boolean) => {
    const isTyping = gate.contains(document.activeElement);
    gate.hidden = isOpen;
    for (const element of inside) element.hidden = !isOpen;
    if (isOpen && isTyping) find('title').focus();
  };
  const lock = (...why: Node[]) => {
    forgetPassword();
    onLocked();
    show(false);
    message.replaceChildren(...why);
    input.value = '';
    input.setAttribute('aria-invalid', String(why.length > 0));
    input.focus();
  };
  const enter = async () => {
    if (await open()) show(true);
    opening.hidden = true;
  };

  onPasswordRefused((problem) => {
    // Where the console is off, no password opens it.
    form.hidden = problem.code === 'not_configured';
    if (readPassword() === '' && !form.hidden) lock();
    else lock(renderExplanation(problem));
  });
  find('lock', HTMLButtonElement).addEventListener('click', () => {
    forgetPassword();
    location.reload(); // Nothing of what was shown stays behind.
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    keepPassword(input.value);
    void runWhileBusy(find('open', HTMLButtonElement), 'Opening', enter);
  });
  // The address of another `npm start`, pasted into a tab that shows this page.
  addEventListener('hashchange', () => {
    if (takePasswordFromAddress()) location.reload();
  });

  takePasswordFromAddress();
  opening.hidden = false;
  void enter(); // Without a password, too: the console may be off.
}

function renderExplanation(problem: ProblemDocument): HTMLElement {
  if (problem.code === 'not_configured') return renderConsoleOff(problem);
  const title = 'That is not the console password';
  const detail = 'This deployment has another.';
  const whatToDo =
    'Look up CONSOLE_PASSWORD in the .env that was deployed, or in the address that npm start printed.';
  return asAlert(renderProblemBox({ ...problem, title, detail }, whatToDo));
}

function renderConsoleOff(problem: ProblemDocument): HTMLElement {
  const box = renderProblemBox(
    { ...problem, title: 'The test page is switched off' },
    'Switch it on in three steps.',
  );
  const steps = make(
    'ol',
    {},
    make('li', {}, 'Make a password: ', make('code', {}, 'openssl rand -hex 24')),
    make('li', {}, 'Set it as ', make('code', {}, 'CONSOLE_PASSWORD'), ' in ', make('code', {}, '.env'), '.'),
    make('li', {}, 'Deploy again: ', make('code', {}, 'npm run deploy')),
  );
  box.lastElementChild?.before(steps);
  return asAlert(box);
}

function asAlert(box: HTMLElement): HTMLElement {
  box.setAttribute('role', 'alert');
  return box;
}
