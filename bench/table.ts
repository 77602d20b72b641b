import type { Figure } from './samples';

/** One line of the report. Only ratios are compared: milliseconds are this machine's. */
export interface Row {
  name: string;
  unit: string;
  ours: Figure;
  baseline?: Figure | undefined;
  /** The most that ours may be, as a multiple of the baseline's. */
  target?: number;
}

const HEADINGS = ['', 'ours', 'baseline', 'ratio', 'target', ''];

/** Aligned columns, a line a row; `ok` or `over` where there is a target. */
export function renderTable(rows: Row[]): string {
  const lines = [HEADINGS, ...rows.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ name, unit, ours, baseline, target }: Row): string[] {
  if (baseline === undefined) return [name, shown(ours, unit), '', '', '', ''];
  const ratio = ours.value / baseline.value;
  const verdict = target === undefined ? '' : ratio <= target ? 'ok' : 'over';
  return [
    name,
    shown(ours, unit),
    shown(baseline, unit),
    ratio.toFixed(2),
    target === undefined ? '' : `<= ${target.toFixed(2)}`,
    verdict,
  ];
}

function shown({ value, min }: Figure, unit: string): string {
  const digits = value < 10 ? 2 : 1;
  return `${value.toFixed(digits)} ${unit}${min === undefined ? '' : ` (min ${min.toFixed(digits)})`}`;
}
