import { announce, make } from './dom';

const CONFIRMED_MS = 2_000;

/** Something to be pasted elsewhere, with a button that copies it. */
export function renderCopyField(label: string, value: string, note?: string): HTMLElement {
  const button = make(
    'button',
    { type: 'button', class: 'secondary', 'aria-label': `Copy ${label}` },
    'Copy',
  );
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(value).then(
      () => confirm('Copied'),
      () => confirm('Not copied'),
    );
  });
  const confirm = (said: string) => {
    button.textContent = said;
    announce(`${said}: ${label}`);
    setTimeout(() => (button.textContent = 'Copy'), CONFIRMED_MS);
  };
  return make(
    'div',
    { class: 'copyable' },
    make('dt', {}, label),
    make('dd', {}, make('code', {}, value), button, note !== undefined && make('p', { class: 'hint' }, note)),
  );
}
