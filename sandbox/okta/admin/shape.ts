/** What a JSON value must be. An object has no other properties than the named ones. */
export type Shape =
  | { kind: 'text'; pattern?: RegExp; isNullable?: boolean }
  | { kind: 'list'; of: Shape }
  | { kind: 'record'; fields: Readonly<Record<string, Shape>>; required?: readonly string[] };

export const text: Shape = { kind: 'text' };
export const oneOf = (...values: string[]): Shape => ({
  kind: 'text',
  pattern: new RegExp(`^(${values.map((value) => value.replaceAll('.', '\\.')).join('|')})$`),
});

/** What is wrong with a value, with the name of the property; undefined if nothing is. */
export function findFault(value: unknown, shape: Shape, name: string): string | undefined {
  switch (shape.kind) {
    case 'text':
      if (value === null && shape.isNullable === true) return undefined;
      if (typeof value !== 'string') return `${name}: The field must be a string`;
      if (shape.pattern?.test(value) === false) return `${name}: The field has an invalid value`;
      return undefined;
    case 'list':
      if (!Array.isArray(value)) return `${name}: The field must be an array`;
      return findFirst(value.map((one) => findFault(one, shape.of, name)));
    case 'record': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return `${name}: The field must be an object`;
      const missing = shape.required?.find((one) => !Object.hasOwn(value, one));
      if (missing !== undefined) return `${missing}: The field cannot be left blank`;
      return findFirst(
        Object.entries(value).map(([key, one]) => {
          const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
          return field === undefined
            ? `${key}: The property is not known`
            : findFault(one, field, `${name}.${key}`.replace(/^\./, ''));
        }),
      );
    }
  }
}

const findFirst = (faults: (string | undefined)[]): string | undefined =>
  faults.find((one) => one !== undefined);
