import type { Problem } from './problem';

/** What a step gives back: its value, or the problem that the caller is told. Nothing in the bridge throws to refuse. */
export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refuse = (problem: Problem): { ok: false; problem: Problem } => ({ ok: false, problem });
