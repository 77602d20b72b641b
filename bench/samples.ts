/** The value below which a share of the samples lies (nearest rank), 0.5 being the median. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('There are no samples');
  return value;
}

export interface Figure {
  value: number;
  min?: number;
}

export function medianAndMin(samples: readonly number[]): Figure {
  return { value: quantile(samples, 0.5), min: Math.min(...samples) };
}
