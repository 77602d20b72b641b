import { make } from './dom';

/** Names with their values, in a row. */
export function renderFacts(...pairs: [name: string, value: string][]): HTMLElement {
  const items = pairs.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value)));
  return make('dl', { class: 'facts' }, ...items);
}

/** Something as it went over the wire, for those who want to see it. */
export function renderExchange(summary: string, ...texts: string[]): HTMLElement {
  const blocks = texts.map((text) => make('pre', { tabindex: '0' }, text));
  return make('details', {}, make('summary', {}, summary), ...blocks);
}

export function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
