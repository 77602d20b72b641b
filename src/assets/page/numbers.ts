import { find, make } from './dom';
import type { MagicNumber } from './replies';

/** The numbers of the sandbox that choose an outcome, each a button. */
export function startNumbers(parts: { onChosen: (number: string) => void }) {
  const list = find('number-list');

  const item = ({ number, outcome }: MagicNumber): HTMLElement => {
    const button = make('button', { type: 'button' }, make('code', {}, number), make('span', {}, outcome));
    button.addEventListener('click', () => parts.onChosen(number));
    return make('li', {}, button);
  };
  return {
    show(numbers: MagicNumber[]): void {
      if (list.childElementCount === numbers.length) return;
      list.replaceChildren(...numbers.map(item));
      find('numbers').hidden = numbers.length === 0;
    },
  };
}
