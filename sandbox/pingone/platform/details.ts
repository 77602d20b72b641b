import { findFaults, renderPath, type Fault, type Schema } from '../../schema';

/** One entry of `details` in PingOne's error. */
export interface Detail {
  code: string;
  /** The path of the value: `requests[0].method`. */
  target: string;
  message: string;
}

/**
 * Everything that is wrong with a body. PingOne documents `INVALID_DATA` with such details; which code each mistake has,
 * and that an unknown property is one, is INFERRED.
 */
export const findDetails = (body: unknown, schema: Schema): Detail[] =>
  findFaults(body, schema, { isNullAbsent: true }).map((fault) => ({
    code: chooseCode(fault),
    target: renderPath(fault.path),
    message: word(fault),
  }));

function chooseCode(fault: Fault): string {
  if (fault.kind === 'missing') return 'REQUIRED_VALUE';
  return fault.kind === 'size' && fault.of === 'integer' ? 'OUT_OF_RANGE' : 'INVALID_VALUE';
}

const TYPES: Readonly<Record<Schema['type'], string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'an integer',
  array: 'an array',
  map: 'an object of strings',
  object: 'an object',
};

function word(fault: Fault): string {
  switch (fault.kind) {
    case 'type':
      return `It must be ${TYPES[fault.expected]}.`;
    case 'choice':
      return `It must be one of ${fault.choices.join(', ')}.`;
    case 'pattern':
      return 'It has not the right form.';
    case 'size': {
      const range = `${fault.least} to ${fault.most}`;
      return fault.of === 'integer' ? `It must be ${range}.` : `It must have ${range} items.`;
    }
    case 'missing':
      return 'It is required.';
    case 'unknown':
      return 'There is no such property.';
  }
}
