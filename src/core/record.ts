/** The keys of a JSON object or the fields of a form. Their values are not validated yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether an external value is an object, and not an array or null. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property of an external value. Inherited ones such as `constructor` are not fields. */
export function getOwn(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
