/** One entry of `details` in PingOne's error. */
export interface Detail {
  code: string;
  target: string;
  message: string;
}

/** What a JSON value has to be. An object has no property but those that are named, and all of `required`. */
export type Schema =
  | { is: 'string'; among?: readonly string[]; matches?: RegExp }
  | { is: 'boolean' }
  | { is: 'integer'; least: number; most: number }
  | { is: 'array'; of: Schema; least?: number; most?: number }
  /** Strings by names of the caller's choice. */
  | { is: 'map' }
  | { is: 'object'; properties: Readonly<Record<string, Schema>>; required: readonly string[] };

export const text: Schema = { is: 'string', matches: /./ };
export const bool: Schema = { is: 'boolean' };
export const oneOf = (...among: string[]): Schema => ({ is: 'string', among });
export const list = (of: Schema, most = 100): Schema => ({ is: 'array', of, most });
export const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  is: 'object',
  properties,
  required,
});
/** `{"id": "…"}` */
export const reference = object({ id: text }, ['id']);

/**
 * Everything that is wrong with a value. PingOne documents `INVALID_DATA` with such details; which code each mistake has,
 * and that an unknown property is one, is INFERRED.
 * @param target the path of the value: `requests[0].method`
 */
export function findDetails(value: unknown, schema: Schema, target = ''): Detail[] {
  const invalid = (message: string): Detail[] => [{ code: 'INVALID_VALUE', target, message }];
  switch (schema.is) {
    case 'string': {
      if (typeof value !== 'string') return invalid('It must be a string.');
      if (schema.among !== undefined && !schema.among.includes(value))
        return invalid(`It must be one of ${schema.among.join(', ')}.`);
      return schema.matches?.test(value) === false ? invalid('It has not the right form.') : [];
    }
    case 'boolean':
      return typeof value === 'boolean' ? [] : invalid('It must be true or false.');
    case 'integer': {
      const isRight =
        Number.isInteger(value) && Number(value) >= schema.least && Number(value) <= schema.most;
      return isRight
        ? []
        : [{ code: 'OUT_OF_RANGE', target, message: `It must be ${schema.least} to ${schema.most}.` }];
    }
    case 'array': {
      const { least = 0, most = Infinity } = schema;
      if (!Array.isArray(value)) return invalid('It must be an array.');
      if (value.length < least || value.length > most)
        return invalid(`It must have ${least} to ${most} items.`);
      return value.flatMap((item, index) => findDetails(item, schema.of, `${target}[${index}]`));
    }
    case 'map':
      return isObject(value) && Object.values(value).every((one) => typeof one === 'string')
        ? []
        : invalid('It must be an object of strings.');
    case 'object':
      return isObject(value) ? findMemberDetails(value, schema, target) : invalid('It must be an object.');
  }
}

function findMemberDetails(
  value: Record<string, unknown>,
  { properties, required }: Extract<Schema, { is: 'object' }>,
  target: string,
): Detail[] {
  const at = (name: string) => (target === '' ? name : `${target}.${name}`);
  return [
    ...required
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name) => ({ code: 'REQUIRED_VALUE', target: at(name), message: 'It is required.' })),
    ...Object.entries(value).flatMap(([name, member]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (schema !== undefined) return member === null ? [] : findDetails(member, schema, at(name));
      return [{ code: 'INVALID_VALUE', target: at(name), message: 'There is no such property.' }];
    }),
  ];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
