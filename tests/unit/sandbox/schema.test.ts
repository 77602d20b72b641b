import * as fc from 'fast-check';
import { findMismatch } from '../../../sandbox/auth0/management/mismatch';
import { findCause } from '../../../sandbox/okta/admin/cause';
import { findDetails } from '../../../sandbox/pingone/platform/details';
import {
  choice,
  findFaults,
  flag,
  list,
  object,
  open,
  renderPath,
  type Rules,
  type Schema,
} from '../../../sandbox/schema';

/** One checker for what the three providers' management APIs take; each words what it finds in its own error. */

const text: Schema = { type: 'string' };
const short: Schema = { type: 'string', pattern: /^[a-z]*$/, most: 3 };
const percent: Schema = { type: 'integer', least: 0, most: 100 };
const properties = { kind: choice('A', 'B'), url: text, tags: list(object({ name: text }, ['name']), 2) };
const hook = object(properties, ['kind', 'url']);

/** Each fault as `path: kind`, and what is expected if the kind does not say it. */
const check = (value: unknown, schema: Schema, rules?: Rules): string[] =>
  findFaults(value, schema, rules).map((fault) => {
    const what =
      fault.kind === 'type'
        ? ` ${fault.expected}`
        : fault.kind === 'size'
          ? ` of ${fault.of}, ${fault.least} to ${fault.most}`
          : '';
    return `${renderPath(fault.path)}: ${fault.kind}${what}`;
  });

test.each<[string, Schema, unknown, string[]]>([
  ['a string', text, '', []],
  ['a number for a string', text, 1, [': type string']],
  ['null for a string', text, null, [': type string']],
  ['null where it may be', { type: 'string', isNullable: true }, null, []],
  ['a number where null may be', { type: 'string', isNullable: true }, 0, [': type string']],
  ['one of the choices', choice('A', 'B'), 'B', []],
  ['none of the choices', choice('A', 'B'), 'b', [': choice']],
  ['the longest string', short, 'abc', []],
  ['a string that is too long', short, 'abcd', [': size of string, 0 to 3']],
  ['a string of another form', short, 'ABCD', [': pattern']],
  ['false', flag, false, []],
  ['a word for true', flag, 'true', [': type boolean']],
  ['the least integer', percent, 0, []],
  ['the greatest integer', percent, 100, []],
  ['an integer that is too small', percent, -1, [': size of integer, 0 to 100']],
  ['an integer that is too large', percent, 101, [': size of integer, 0 to 100']],
  ['a number that is no integer', percent, 0.5, [': size of integer, 0 to 100']],
  ['digits for an integer', percent, '5', [': size of integer, 0 to 100']],
  ['the longest array', list(text, 2), ['', ''], []],
  ['an array that is too long', list(text, 2), [1, '', ''], [': size of array, 0 to 2']],
  [
    'an array that is too short',
    { type: 'array', items: text, least: 1 },
    [],
    [': size of array, 1 to Infinity'],
  ],
  ['an object for an array', list(text), {}, [': type array']],
  ['each wrong item', list(text), ['', 1, '', null], ['[1]: type string', '[3]: type string']],
  ['an object of strings', { type: 'map' }, { 'X-A': 'b' }, []],
  ['an object of other things', { type: 'map' }, { a: 'b', c: 1 }, [': type map']],
  ['an array of strings for an object of them', { type: 'map' }, ['a'], [': type map']],
  ['an array for an object', object({}), [], [': type object']],
  ['null for an object', object({}), null, [': type object']],
  ['nothing for an object', object({}), undefined, [': type object']],
  ['an object', hook, { kind: 'A', url: '', tags: [{ name: '' }] }, []],
  ['no property', hook, {}, ['kind: missing', 'url: missing']],
  [
    'what is missing first, then the rest as it was sent',
    hook,
    { colour: 'red', tags: [{ name: 1 }, {}], kind: 'C' },
    [
      ...['url: missing', 'colour: unknown', 'tags[0].name: type string', 'tags[1].name: missing'],
      'kind: choice',
    ],
  ],
  [
    'a property by the name of what every object has',
    object({}),
    { constructor: 1 },
    ['constructor: unknown'],
  ],
  ['what an open object does not know', open({ name: text }), { colour: 1 }, []],
  ['what an open object knows', open({ name: text }), { name: 1 }, ['name: type string']],
])('%s', (_, schema, value, faults) => expect(check(value, schema)).toEqual(faults));

test('null counts as a property that is not there, if the rules say so, and never as an item', () => {
  const given = { kind: null, url: '', tags: null };
  expect(check(given, hook)).toEqual(['kind: type string', 'tags: type array']);
  expect(check(given, hook, { isNullAbsent: true })).toEqual(['kind: missing']);
  expect(check({ kind: 'A', url: '', tags: [null] }, hook, { isNullAbsent: true })).toEqual([
    'tags[0]: type object',
  ]);
  const deep = { kind: 'A', url: '', tags: [{ name: null }] };
  expect(check(deep, hook, { isNullAbsent: true })).toEqual(['tags[0].name: missing']);
});

test('the path of a value that is part of something begins with what it is part of', () => {
  expect(check({ kind: 'A', tags: 1 }, hook, { path: ['hooks', 2] })).toEqual([
    'hooks[2].url: missing',
    'hooks[2].tags: type array',
  ]);
});

test('whatever is sent, it neither throws nor takes another property', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(findFaults(value, hook)).not.toEqual([]);
      const names = findFaults({ kind: 'A', url: '', more: value }, hook).map(({ path }) => path);
      expect(names).toEqual([['more']]);
    }),
  );
});

describe('each provider words the same faults in its own error', () => {
  const schema = object(
    {
      ...properties,
      on: flag,
      most: percent,
      form: { type: 'string', pattern: /^a$/ },
      all: list(text, 1),
    },
    ['kind'],
  );
  test.each<
    [string, unknown, auth0: string, pingone: [code: string, target: string, message: string], okta: string]
  >([
    [
      'a type',
      { kind: 'A', tags: [{ name: 1 }] },
      'Expected type string but found type number on property tags[0].name',
      ['INVALID_VALUE', 'tags[0].name', 'It must be a string.'],
      'tags.name: The field must be a string',
    ],
    [
      'a choice',
      { kind: 'C' },
      'No enum match for: C on property kind',
      ['INVALID_VALUE', 'kind', 'It must be one of A, B.'],
      'kind: The field has an invalid value',
    ],
    [
      'a form',
      { kind: 'A', form: 'b' },
      'String does not match pattern ^a$ on property form',
      ['INVALID_VALUE', 'form', 'It has not the right form.'],
      'form: The field has an invalid value',
    ],
    [
      'a length',
      { kind: 'A', all: ['', ''] },
      'Array is too long on property all',
      ['INVALID_VALUE', 'all', 'It must have 0 to 1 items.'],
      'all: The field has an invalid value',
    ],
    [
      'what is missing',
      { kind: 'A', tags: [{}] },
      'Missing required property: name',
      ['REQUIRED_VALUE', 'tags[0].name', 'It is required.'],
      'name: The field cannot be left blank',
    ],
    [
      'what is not known',
      { kind: 'A', tags: [{ name: '', colour: 1 }] },
      'Additional properties not allowed: colour',
      ['INVALID_VALUE', 'tags[0].colour', 'There is no such property.'],
      'colour: The property is not known',
    ],
  ])('%s', (_, body, auth0, [code, target, message], okta) => {
    expect(findMismatch(body, schema)).toBe(auth0);
    expect(findDetails(body, schema)).toEqual([{ code, target, message }]);
    expect(findCause(body, schema)).toBe(okta);
  });

  test('Auth0 and Okta say the first fault, PingOne all, and that an integer is out of its range', () => {
    const body = { on: 'yes', most: 101 };
    expect(findMismatch(body, schema)).toBe('Missing required property: kind');
    expect(findCause(body, schema)).toBe('kind: The field cannot be left blank');
    expect(findDetails(body, schema)).toEqual([
      { code: 'REQUIRED_VALUE', target: 'kind', message: 'It is required.' },
      { code: 'INVALID_VALUE', target: 'on', message: 'It must be true or false.' },
      { code: 'OUT_OF_RANGE', target: 'most', message: 'It must be 0 to 100.' },
    ]);
  });

  test('nothing is wrong', () => {
    const body = { kind: 'A', on: true, most: 0 };
    expect([findMismatch(body, schema), findDetails(body, schema), findCause(body, schema)]).toEqual([
      undefined,
      [],
      undefined,
    ]);
    expect(findDetails({ ...body, on: null }, schema)).toEqual([]);
    expect(findMismatch(null, schema, 'hook')).toBe(
      'Expected type object but found type null on property hook',
    );
  });
});
