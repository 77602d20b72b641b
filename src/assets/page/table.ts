import { make } from './dom';

type Cell = string | Node;

/** The first cell of each row is its head. */
export function renderTable(heads: string[], rows: Cell[][]): HTMLElement {
  const body = rows.map(([first = '', ...cells]) =>
    make('tr', {}, make('th', { scope: 'row' }, first), ...cells.map((cell) => make('td', {}, cell))),
  );
  const head = make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)));
  return make('table', {}, make('thead', {}, head), make('tbody', {}, ...body));
}
