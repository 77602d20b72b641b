/** What a JSON value has to be: the part of JSON Schema that the bodies below need. */
export type Schema =
  | { type: 'string'; enum?: readonly string[]; pattern?: RegExp; maxLength?: number }
  | { type: 'boolean' }
  | { type: 'array'; items: Schema; maxItems?: number }
  | {
      type: 'object';
      properties: Readonly<Record<string, Schema>>;
      required: readonly string[];
      /** Auth0 says of some objects that they take others, too. */
      isOpen?: boolean;
    };

export const text: Schema = { type: 'string', maxLength: 4096 };
export const flag: Schema = { type: 'boolean' };
export const choice = (...values: string[]): Schema => ({ type: 'string', enum: values });
export const list = (items: Schema, maxItems = 100): Schema => ({ type: 'array', items, maxItems });
export const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});
export const open = (properties: Record<string, Schema>): Schema => ({
  type: 'object',
  properties,
  required: [],
  isOpen: true,
});

/**
 * The first thing that is wrong with a value, as Auth0 words it.
 * @param name of the property, for the sentence
 */
export function findMismatch(value: unknown, schema: Schema, name = ''): string | undefined {
  const where = name === '' ? '' : ` on property ${name}`;
  const isRight = schema.type === 'array' ? Array.isArray(value) : isOfType(value, schema.type);
  if (!isRight) return `Expected type ${schema.type} but found type ${describeType(value)}${where}`;
  switch (schema.type) {
    case 'string': {
      const given = value as string;
      if (schema.enum?.includes(given) === false) return `No enum match for: ${given}${where}`;
      if (schema.pattern?.test(given) === false)
        return `String does not match pattern ${schema.pattern.source}${where}`;
      return given.length > (schema.maxLength ?? Infinity) ? `String is too long${where}` : undefined;
    }
    case 'array': {
      const items = value as unknown[];
      if (items.length > (schema.maxItems ?? Infinity)) return `Array is too long${where}`;
      return findFirst(items, (item, index) => findMismatch(item, schema.items, `${name}[${index}]`));
    }
    case 'object': {
      const given = value as Record<string, unknown>;
      const missing = schema.required.find((one) => given[one] === undefined);
      if (missing !== undefined) return `Missing required property: ${missing}`;
      return findFirst(Object.entries(given), ([key, member]) => {
        const known = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
        if (known !== undefined) return findMismatch(member, known, name === '' ? key : `${name}.${key}`);
        return schema.isOpen === true ? undefined : `Additional properties not allowed: ${key}`;
      });
    }
    case 'boolean':
      return undefined;
  }
}

function findFirst<T>(items: readonly T[], find: (item: T, index: number) => string | undefined) {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isOfType = (value: unknown, type: string): boolean =>
  type === 'object'
    ? typeof value === 'object' && value !== null && !Array.isArray(value)
    : typeof value === type;

const describeType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
