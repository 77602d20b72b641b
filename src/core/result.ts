import type { Problem } from './problem';

/** The value of an operation, or the problem to answer the caller with. The bridge does not throw to refuse. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });
