/** Something that is done while everything around it fails at random, and what of it is shown and must hold. */
export interface Scenario {
  run: (seed: number) => Promise<Result>;
}

export interface Result {
  /** Requests and events that may have met a fault. */
  count: number;
  /** What it is, and what happened, by heading: the same headings for all scenarios of a table. */
  cells: Record<string, string>;
  bounds: Bound[];
}

export interface Bound {
  name: string;
  value: number;
  most: number;
}

/** The bounds that are broken, in words; none if all hold. */
export function describeBroken(bounds: readonly Bound[]): string[] {
  return bounds
    .filter(({ value, most }) => !(value <= most))
    .map(({ name, value, most }) => `${name} ${Number(value.toFixed(2))} > ${most}`);
}
