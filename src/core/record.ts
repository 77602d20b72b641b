/** The keys of a JSON object or the fields of a form, of whatever shape their values are. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value from outside is an object with keys. Arrays and null are not. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of a value from outside, so that `__proto__` and `constructor` are never taken for fields. */
export function getOwn(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
