import { ControlError } from '../control';
import { isLineType, LINE_TYPES, type LineType } from './line-type';

interface LookupRange {
  prefix: string;
  type?: LineType;
  /** 0 to 100. */
  risk?: number;
}

const MAX_RANGES = 1000;

/** What Lookup says of whole ranges: an attack comes from many numbers. The longest prefix of a number counts. */
export class LookupRanges {
  #ranges = new Map<string, LookupRange>();

  /** Instead of what was said of the same prefix before. */
  add(range: LookupRange): void {
    if (this.#ranges.size >= MAX_RANGES && !this.#ranges.has(range.prefix))
      throw new ControlError(`There are ${MAX_RANGES} ranges at most.`);
    this.#ranges.set(range.prefix, range);
  }

  all(): LookupRange[] {
    return [...this.#ranges.values()];
  }

  find(number: string): LookupRange | undefined {
    for (let length = number.length; length > 1; length--) {
      const found = this.#ranges.get(number.slice(0, length));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  clear(): void {
    this.#ranges.clear();
  }
}

/** @throws ControlError if it is none */
export function readLookupRange({ prefix, type, risk, ...others }: Record<string, unknown>): LookupRange {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw new ControlError(`"${unknown}" is not known. A range has: prefix, type, risk.`);
  if (typeof prefix !== 'string' || !/^\+\d{1,15}$/.test(prefix))
    throw new ControlError('"prefix" must be a + and 1 to 15 digits.');
  if (type !== undefined && !isLineType(type))
    throw new ControlError(`"type" must be one of ${LINE_TYPES.join(', ')}.`);
  if (risk !== undefined && !(typeof risk === 'number' && Number.isInteger(risk) && risk >= 0 && risk <= 100))
    throw new ControlError('"risk" must be a whole number, 0 to 100.');
  if (type === undefined && risk === undefined) throw new ControlError('"type" or "risk" is needed.');
  return { prefix, ...(type !== undefined && { type }), ...(risk !== undefined && { risk }) };
}
