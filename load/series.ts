import { quantile } from '../bench/samples';

/** What one step of the logins took: of all requests, those without an answer too, which would else improve the figures. */
export class Series {
  readonly #samples: number[] = [];
  readonly #errors = new Map<string, number>();
  #lastAt = 0;

  /** @param error `503 unavailable`; undefined if the request had its purpose */
  add(startedAt: number, endedAt: number, error?: string): void {
    this.#samples.push(endedAt - startedAt);
    this.#lastAt = Math.max(this.#lastAt, endedAt);
    if (error !== undefined) this.addErrors(error);
  }

  addErrors(label: string, count = 1): void {
    if (count > 0) this.#errors.set(label, (this.#errors.get(label) ?? 0) + count);
  }

  /** @param seconds of the step, in which all that was asked for was due */
  summarize(startedAt: number, seconds: number): Summary {
    const requests = this.#samples.length;
    const took = Math.max(seconds, (this.#lastAt - startedAt) / 1000);
    return {
      requests,
      offered_per_s: requests / seconds,
      achieved_per_s: requests / took,
      p50_ms: requests === 0 ? null : quantile(this.#samples, 0.5),
      p99_ms: requests === 0 ? null : quantile(this.#samples, 0.99),
      errors: Object.fromEntries([...this.#errors].sort()),
    };
  }
}

export interface Summary {
  requests: number;
  /** What was due, and what was done until the last one ended. */
  offered_per_s: number;
  achieved_per_s: number;
  /** Milliseconds; null without a request. */
  p50_ms: number | null;
  p99_ms: number | null;
  /** By label: `429 rate_limited`, `no answer`. */
  errors: Record<string, number>;
}
