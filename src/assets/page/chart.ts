import type { Tally } from '../../core/conversion';

const SVG = 'http://www.w3.org/2000/svg';
const ROW = 36;

/** A bar for each row: its length is what was sent, and its dark part what was approved. */
export function renderBarChart(rows: (Tally & { name: string })[]): SVGElement {
  const most = Math.max(...rows.map(({ attempts }) => attempts));
  const label = rows
    .map(({ name, attempts, converted }) => `${name}: ${converted} of ${attempts}`)
    .join('; ');
  const size = { class: 'chart', height: String(rows.length * ROW) };
  const chart = createShape('svg', { ...size, role: 'img', 'aria-label': `Approved codes. ${label}` });
  rows.forEach(({ name, attempts, converted }, index) => {
    const y = index * ROW;
    const bar = (kind: string, count: number) => {
      const width = `${(count / most) * 100}%`;
      return createShape('rect', { class: kind, y: String(y + 19), height: '8', rx: '4', width });
    };
    const text = (words: string, place: Record<string, string>) => {
      const element = createShape('text', { y: String(y + 12), ...place });
      element.textContent = words;
      return element;
    };
    chart.append(
      text(name, {}),
      text(formatRate({ attempts, converted }), { x: '100%', 'text-anchor': 'end' }),
      bar('sent', attempts),
      bar('approved', converted),
    );
  });
  return chart;
}

export function formatRate({ attempts, converted }: Tally): string {
  return attempts === 0 ? '–' : `${Math.round((converted / attempts) * 100)} %`;
}

function createShape<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
