import { findFaults, renderPath, type Fault, type Schema } from '../../schema';

/**
 * The first thing that is wrong with a value, as Auth0 words it; undefined if nothing is.
 * @param name of the property whose value it is; none for a whole body
 */
export function findMismatch(value: unknown, schema: Schema, name?: string): string | undefined {
  const [fault] = findFaults(value, schema, { path: name === undefined ? [] : [name] });
  return fault && word(fault);
}

function word(fault: Fault): string {
  const { path } = fault;
  const where = path.length === 0 ? '' : ` on property ${renderPath(path)}`;
  switch (fault.kind) {
    case 'type':
      return `Expected type ${fault.expected} but found type ${describeType(fault.found)}${where}`;
    case 'choice':
      return `No enum match for: ${fault.found}${where}`;
    case 'pattern':
      return `String does not match pattern ${fault.pattern.source}${where}`;
    case 'size':
      return `${fault.of === 'array' ? 'Array' : 'String'} is too long${where}`;
    case 'missing':
      return `Missing required property: ${path.at(-1)}`;
    case 'unknown':
      return `Additional properties not allowed: ${path.at(-1)}`;
  }
}

const describeType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
