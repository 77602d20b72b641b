import { priceLookups, type Tally } from './tally';

/** One set of rules, and what became of the traffic under it. */
export interface Row {
  name: string;
  tally: Tally;
}

type Column = readonly [heading: string, render: (tally: Tally) => string];

const count = (value: number): string => value.toLocaleString('en-US');
const dollars = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const priceAll = (tally: Tally): number => tally.sendUsd + priceLookups(tally);

/** What became of the requests. `requests` = `sent` + the five rules + `failed`. */
export const countColumns: readonly Column[] = [
  ['requests', ({ requests }) => count(requests)],
  ['sent', ({ sent }) => count(sent)],
  ['to the bot', ({ sentToBots }) => count(sentToBots)],
  ['prefix', ({ refused }) => count(refused.prefix)],
  ['non_geographic', ({ refused }) => count(refused.non_geographic)],
  ['line_type', ({ refused }) => count(refused.line_type)],
  ['risk', ({ refused }) => count(refused.risk)],
  ['rate', ({ refused }) => count(refused.rate)],
  ['failed', ({ failed }) => count(failed)],
  ['would_block', ({ wouldBlock }) => count(wouldBlock)],
  ['users refused', ({ usersRefused }) => count(usersRefused)],
  ['approved', ({ approved }) => count(approved)],
];

/** What Twilio bills for it, in US dollars, by simulate/prices.ts. A Lookup of both packages counts once for each. */
export const costColumns: readonly Column[] = [
  ['sent', ({ sent }) => count(sent)],
  ['Lookups', ({ lookups }) => count(lookups.line_type_intelligence + lookups.sms_pumping_risk)],
  ['sends, $', ({ sendUsd }) => dollars(sendUsd)],
  ['Lookups, $', (tally) => dollars(priceLookups(tally))],
  ['total, $', (tally) => dollars(priceAll(tally))],
  [
    'per approved login, $',
    (tally) => (tally.approved === 0 ? '–' : dollars(priceAll(tally) / tally.approved, 2)),
  ],
];

/** In Markdown, as docs/fraud.md has it. */
export function renderTable(rows: readonly Row[], columns: readonly Column[]): string {
  const cells = [
    ['rules', ...columns.map(([heading]) => heading)],
    ...rows.map(({ name, tally }) => [name, ...columns.map(([, render]) => render(tally))]),
  ];
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  const [head = [], ...body] = cells.map((row) => row.map(pad));
  return [head, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
