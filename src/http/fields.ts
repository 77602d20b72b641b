import { parsePhoneNumber, type PhoneNumber } from '../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../core/problem';
import { ok, refuse, type Result } from '../core/result';
import { getOwn } from '../core/record';

/** Reads one field of a request: its value, or a problem as a phrase that follows the field's name. */
export type Field<T> = (value: unknown) => { value: T } | { problem: string };

/**
 * Reads the wanted fields. Other fields are ignored.
 * @returns their values, or `invalid_request` with each one that is missing or cannot be used
 */
export function parseFields<T extends Record<string, unknown>>(
  body: Readonly<Record<string, unknown>>,
  wanted: { [K in keyof T]: Field<T[K]> },
): Result<T> {
  const problems: FieldProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, read] of Object.entries(wanted)) {
    const given = getOwn(body, name);
    const result = given === undefined ? { problem: 'is missing' } : (read as Field<unknown>)(given);
    if ('problem' in result) problems.push({ field: name, problem: result.problem });
    else values[name] = result.value;
  }
  return problems.length === 0 ? ok(values as T) : refuse(createFieldProblem('invalid_request', problems));
}

/** @param maxBytes in UTF-8 */
export const text =
  (maxBytes: number): Field<string> =>
  (value) => {
    if (typeof value !== 'string') return { problem: 'must be one string' };
    if (Buffer.byteLength(value) > maxBytes) return { problem: `is larger than ${maxBytes / 1000} KB` };
    return { value };
  };

export const oneOf =
  <T extends string>(choices: readonly T[]): Field<T> =>
  (value) => {
    const choice = choices.find((one) => one === value);
    return choice === undefined ? { problem: `must be one of ${choices.join(', ')}` } : { value: choice };
  };

/** The name of one of the choices, read as that entry. */
export const entryOf =
  <T>(choices: Readonly<Record<string, T>>): Field<readonly [name: string, value: T]> =>
  (value) => {
    const entry = Object.entries(choices).find(([name]) => name === value);
    return entry === undefined
      ? { problem: `must be one of ${Object.keys(choices).join(', ')}` }
      : { value: entry };
  };

/** @param otherwise the problem of a text that does not match */
export const matching =
  (pattern: RegExp, otherwise: string): Field<string> =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? { value } : { problem: otherwise };

export const wholeNumber =
  (least: number, most: number): Field<number> =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? { value }
      : { problem: `must be a whole number from ${least} to ${most}` };

/** As core/phone-number.ts reads it; an extension is left out. */
export const phoneNumber: Field<PhoneNumber> = (value) => {
  if (typeof value !== 'string') return { problem: 'must be one string' };
  const number = parsePhoneNumber(value);
  return 'problem' in number ? number : { value: number.to };
};
