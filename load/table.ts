import type { Row } from './step';

type Column = readonly [heading: string, render: (row: Row) => string];

const show = (value: number | null): string => (value === null ? '–' : value.toFixed(1));

const columns: readonly Column[] = [
  ['provider', ({ provider }) => provider],
  ['step', ({ step }) => step],
  ['logins/s', ({ rate }) => String(rate)],
  ['requests', ({ requests }) => String(requests)],
  ['offered/s', ({ offered_per_s: offered }) => show(offered)],
  ['achieved/s', ({ achieved_per_s: achieved }) => show(achieved)],
  ['p50 ms', ({ p50_ms: p50 }) => show(p50)],
  ['p99 ms', ({ p99_ms: p99 }) => show(p99)],
  ['errors', renderErrors],
];

/** Words to the left, numbers to the right. */
const isWord = (column: number): boolean => column < 2 || column === columns.length - 1;

/** Aligned columns, a line a row. */
export function renderTable(rows: readonly Row[]): string {
  const lines = [
    columns.map(([heading]) => heading),
    ...rows.map((row) => columns.map(([, render]) => render(row))),
  ];
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    isWord(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function renderErrors({ errors }: Row): string {
  const shown = Object.entries(errors).map(([label, count]) => `${count} x ${label}`);
  return shown.length === 0 ? '0' : shown.join(', ');
}

/** Errors of which no expected word is a part. @param expected such as `rate_limited` or `503` */
export function findUnexpected(rows: readonly Row[], expected: readonly string[]): string[] {
  return rows.flatMap((row) =>
    Object.keys(row.errors)
      .filter((label) => !expected.some((one) => label.split(' ').includes(one) || label === one))
      .map((label) => `${row.provider} ${row.step} at ${row.rate}/s: ${label}`),
  );
}
