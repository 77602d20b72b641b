import { announce, make } from './dom';

/**
 * Does the work of a button, which meanwhile shows how long it takes and does nothing more. It stays focusable, so that
 * the focus is not lost.
 */
export async function runWhileBusy(
  button: HTMLButtonElement,
  doing: string,
  work: () => Promise<void>,
): Promise<void> {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const label = button.textContent;
  const elapsed = make('span', { class: 'elapsed', 'aria-hidden': 'true' });
  const started = performance.now();
  const tick = () => (elapsed.textContent = `${((performance.now() - started) / 1000).toFixed(1)} s`);
  tick();
  const timer = setInterval(tick, 100);
  button.setAttribute('aria-disabled', 'true');
  button.replaceChildren(`${doing} `, elapsed);
  announce(`${doing} …`);
  try {
    await work();
  } finally {
    clearInterval(timer);
    button.removeAttribute('aria-disabled');
    button.textContent = label;
  }
}
