/** What one check found. No secret, no phone number, no user's name is in it. */
export interface Check {
  state: 'ok' | 'warning' | 'failed';
  /** What was checked. */
  name: string;
  found: string;
  /** What to do, unless `found` says it. */
  advice?: string;
}

export const ok = (name: string, found: string): Check => ({ state: 'ok', name, found });

export const warn = (name: string, found: string, advice: string): Check => ({
  state: 'warning',
  name,
  found,
  advice,
});

/** @param advice none if `found` says what to do */
export const fail = (name: string, found: string, advice?: string): Check => ({
  state: 'failed',
  name,
  found,
  ...(advice !== undefined && { advice }),
});

const STATE_WIDTH = 9;
const NAME_WIDTH = 24;

/** One line: `ok       node                    Node 22.11.0. …` */
export function renderCheck({ state, name, found, advice }: Check): string {
  const text = `${state.padEnd(STATE_WIDTH)}${name.padEnd(NAME_WIDTH)}${found}`;
  return advice === undefined ? text : `${text} -> ${advice}`;
}

export const count = (checks: readonly Check[], state: Check['state']): number =>
  checks.filter((one) => one.state === state).length;

export const renderSummary = (checks: readonly Check[]): string =>
  (['ok', 'warning', 'failed'] as const).map((state) => `${count(checks, state)} ${state}`).join(', ');
