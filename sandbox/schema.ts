/** What a JSON value has to be: the part of JSON Schema that the providers' bodies need. */
export type Schema =
  | { type: 'string'; choices?: readonly string[]; pattern?: RegExp; most?: number; isNullable?: boolean }
  | { type: 'boolean' }
  | { type: 'integer'; least: number; most: number }
  | { type: 'array'; items: Schema; least?: number; most?: number }
  /** An object of strings, under names of the caller's choice. */
  | { type: 'map' }
  | {
      type: 'object';
      properties: Readonly<Record<string, Schema>>;
      required: readonly string[];
      /** Whether it takes other properties, too. */
      isOpen?: boolean;
    };

/** Where a value is in the body: names of properties, and places in an array, which begin with 0. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a body. Each provider words it in its own error. */
export type Fault = { path: Path } & (
  | { kind: 'type'; expected: Schema['type']; found: unknown }
  | { kind: 'choice'; choices: readonly string[]; found: string }
  | { kind: 'pattern'; pattern: RegExp }
  /** How many characters or items there are, or how large the integer is, if it is one at all. */
  | { kind: 'size'; of: 'string' | 'integer' | 'array'; least: number; most: number }
  /** `path` is that of the property which is not there, or which nobody knows. */
  | { kind: 'missing' | 'unknown' }
);

export interface Rules {
  /** Where the value itself is; nowhere, if not given. */
  path?: Path;
  /** Whether a property that is null counts as one that is not there. */
  isNullAbsent?: boolean;
}

export const flag: Schema = { type: 'boolean' };
export const choice = (...choices: string[]): Schema => ({ type: 'string', choices });
export const list = (items: Schema, most = 100): Schema => ({ type: 'array', items, most });
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

/** Everything that is wrong with a value: of each object first what is missing, then its properties as they were sent. */
export function findFaults(value: unknown, schema: Schema, rules: Rules = {}): Fault[] {
  const { path = [] } = rules;
  if (!isOfType(value, schema)) return [{ path, kind: 'type', expected: schema.type, found: value }];
  switch (schema.type) {
    case 'string':
      return value === null ? [] : findTextFaults(value as string, schema, path);
    case 'integer': {
      const { least, most } = schema;
      const isRight = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
      return isRight ? [] : [{ path, kind: 'size', of: 'integer', least, most }];
    }
    case 'array': {
      const items = value as unknown[];
      const { least = 0, most = Infinity } = schema;
      return items.length < least || items.length > most
        ? [{ path, kind: 'size', of: 'array', least, most }]
        : items.flatMap((item, index) =>
            findFaults(item, schema.items, { ...rules, path: [...path, index] }),
          );
    }
    case 'object':
      return findMemberFaults(value as Record<string, unknown>, schema, { ...rules, path });
    case 'boolean':
    case 'map':
      return [];
  }
}

/** `requests[0].method` */
export const renderPath = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, schema: Schema): boolean {
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' || (value === null && schema.isNullable === true);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      // Whatever is none is out of its range.
      return true;
    case 'array':
      return Array.isArray(value);
    case 'map':
      return isObject(value) && Object.values(value).every((one) => typeof one === 'string');
    case 'object':
      return isObject(value);
  }
}

function findTextFaults(
  found: string,
  { choices, pattern, most = Infinity }: Extract<Schema, { type: 'string' }>,
  path: Path,
): Fault[] {
  if (choices?.includes(found) === false) return [{ path, kind: 'choice', choices, found }];
  if (pattern?.test(found) === false) return [{ path, kind: 'pattern', pattern }];
  return found.length > most ? [{ path, kind: 'size', of: 'string', least: 0, most }] : [];
}

function findMemberFaults(
  value: Record<string, unknown>,
  { properties, required, isOpen }: Extract<Schema, { type: 'object' }>,
  rules: Rules & { path: Path },
): Fault[] {
  const at = (name: string): Path => [...rules.path, name];
  const isAbsent = (one: unknown) => one === undefined || (one === null && rules.isNullAbsent === true);
  return [
    ...required
      .filter((name) => isAbsent(value[name]))
      .map((name): Fault => ({ path: at(name), kind: 'missing' })),
    ...Object.entries(value).flatMap(([name, member]): Fault[] => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (schema === undefined) return isOpen === true ? [] : [{ path: at(name), kind: 'unknown' }];
      if (member === null && rules.isNullAbsent === true) return [];
      return findFaults(member, schema, { ...rules, path: at(name) });
    }),
  ];
}
