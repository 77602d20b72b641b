import { findFaults, type Fault, type Schema } from '../../schema';

/** What is wrong with a body, as one of the `errorCauses` of Okta's error; undefined if nothing is. */
export function findCause(body: unknown, schema: Schema): string | undefined {
  const [fault] = findFaults(body, schema);
  return fault && word(fault);
}

const TYPES: Partial<Record<Schema['type'], string>> = {
  string: 'a string',
  array: 'an array',
  object: 'an object',
};

/** The name of a property begins the sentence. It does not say which item of an array is wrong. */
function word(fault: Fault): string {
  const names = fault.path.filter((part) => typeof part === 'string');
  switch (fault.kind) {
    case 'type':
      return `${names.join('.')}: The field must be ${TYPES[fault.expected]}`;
    case 'choice':
    case 'pattern':
    case 'size':
      return `${names.join('.')}: The field has an invalid value`;
    case 'missing':
      return `${names.at(-1)}: The field cannot be left blank`;
    case 'unknown':
      return `${names.at(-1)}: The property is not known`;
  }
}
