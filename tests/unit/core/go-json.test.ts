import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { renderGoJson } from '../../../src/core/go-json';
import { findSignatureProblem } from '../../../src/http/signature';
import { readSignature as readSupabase } from '../../../src/identity-providers/supabase/signature';
import { readSignature as readZitadel } from '../../../src/identity-providers/zitadel/signature';
import signed from '../../fixtures/go-signed.json';

/**
 * A parsed body is rendered as Go had rendered it. The fixture was made by Go itself (1.19.8, encoding/json, crypto/hmac)
 * from structs and maps in the shape of Supabase's and ZITADEL's, with strings, keys and numbers of every kind.
 */

const KEYS = {
  supabase: Buffer.from('c2FuZGJveC1zdXBhYmFzZS1ob29rLXNlY3JldA==', 'base64'),
  zitadel: Buffer.from('sandbox-zitadel-signing-key'),
};
/** When the fixture was signed. */
const SECONDS = 1767323045;

const headersOf = (by: string, digest: string): Record<string, string> =>
  by === 'zitadel'
    ? { 'zitadel-signature': `t=${SECONDS},v1=${digest}` }
    : {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(SECONDS),
        'webhook-signature': `v1,${digest}`,
      };

const check = (
  by: string,
  body: string,
  headers: Record<string, string>,
  key?: Buffer,
  now = SECONDS * 1000,
) =>
  findSignatureProblem(
    { headers },
    {
      scheme: 'signature',
      keys: [key ?? KEYS[by as keyof typeof KEYS]],
      readSignature: by === 'zitadel' ? readZitadel : readSupabase,
    },
    { body: { ...(JSON.parse(body) as object) }, now },
  );

test.each(signed.map((one, n) => [n, one] as const))('what Go has written, %i', (_, { by, body, digest }) => {
  expect(renderGoJson(JSON.parse(body))).toBe(body);
  expect(check(by, body, headersOf(by, digest))).toBeUndefined();
});

test('one changed byte of any body of the fixture is refused', () => {
  for (const { by, body, digest } of signed) {
    const changed = body.replace('012345', '012346');
    expect(check(by, changed, headersOf(by, digest))).toMatch(/^No signature/);
  }
});

/** An encoder of its own, after the rules of Go: the text that a Go program may have written for a value. */
const goString = (text: string): string =>
  `"${[...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (character === '"' || character === '\\') return `\\${character}`;
      const short = { 8: '\\b', 9: '\\t', 10: '\\n', 12: '\\f', 13: '\\r' }[code];
      if (short !== undefined) return short;
      const isEscaped = code < 0x20 || '<>&\u2028\u2029'.includes(character);
      return isEscaped ? `\\u${code.toString(16).padStart(4, '0')}` : character;
    })
    .join('')}"`;

/** As strconv.FormatFloat in encoding/json: `e` from 1e21 and below 1e-6, with the zero of a one-digit exponent left out. */
function goNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-6 && size < 1e21) {
    const [digits = '', exponent = '0'] = size.toExponential().split('e');
    const all = digits.replace('.', '');
    const point = 1 + Number(exponent);
    const padded = point <= 0 ? '0'.repeat(1 - point) + all : all.padEnd(point, '0');
    const at = point <= 0 ? 1 : point;
    const fraction = padded.slice(at);
    return `${value < 0 ? '-' : ''}${padded.slice(0, at)}${fraction === '' ? '' : `.${fraction}`}`;
  }
  return value.toExponential();
}

const compareBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));

type Json = null | boolean | number | string | Json[] | Map<string, Json>;
function goJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return goNumber(value);
  if (typeof value === 'string') return goString(value);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  const keys = [...value.keys()].sort(compareBytes);
  return `{${keys.map((key) => `${goString(key)}:${goJson(value.get(key) ?? null)}`).join(',')}}`;
}

const text = fc.string({ unit: 'grapheme', maxLength: 8 }).map((one) => one.toWellFormed());
const key = fc.oneof(
  text,
  fc.nat().map(String),
  fc.constantFrom('0', '01', '-1', 'a', 'constructor', '__proto__'),
);
const { value } = fc.letrec<{ value: Json; map: Map<string, Json> }>((tie) => ({
  map: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.maxSafeInteger(),
    text,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('map'),
  ),
}));

test('any value, after the rules of Go', () => {
  fc.assert(
    fc.property(value, (one) => {
      const written = goJson(one);
      expect(renderGoJson(JSON.parse(written))).toBe(written);
    }),
    { numRuns: 2_000 },
  );
});

test('what the library signs is good, and nothing else: another body, id, time or key', () => {
  const secret = Buffer.from('a key of 24 bytes, or more').toString('base64');
  const library = new Webhook(secret);
  fc.assert(
    fc.property(value, fc.uuid(), fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }), (one, id, at) => {
      const body = `{"user":${goJson(one)},"sms":{"otp":"012345"}}`;
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(at),
        'webhook-signature': library.sign(id, new Date(at * 1000), body),
      };
      const key = Buffer.from(secret, 'base64');
      const ask = (changes: Record<string, string>, text = body, by = key) =>
        check('supabase', text, { ...headers, ...changes }, by, at * 1000);
      expect(ask({})).toBeUndefined();
      for (const problem of [
        ask({}, body.replace('012345', '012346')),
        ask({ 'webhook-id': `${id}0` }),
        ask({ 'webhook-timestamp': String(at + 1) }),
        ask({}, body, Buffer.from('another key of 24 bytes')),
      ])
        expect(problem).toMatch(/^No signature/);
    }),
  );
});

test.each([
  ['a key that came twice', '{"a":1,"a":2}'],
  ['an integer beyond 2^53', '{"a":9007199254740993}'],
  ['blanks between the parts', '{ "a": 1 }'],
  ['an escape that Go does not write', '{"a":"\\u0041"}'],
  ['a number as Go does not write it', '{"a":1.0}'],
  ['characters that Go escapes', '{"a":"<"}'],
])('%s is rendered otherwise, so its signature is refused', (_, body) => {
  const digest = createHmac('sha256', KEYS.zitadel).update(`${SECONDS}.${body}`).digest('hex');
  expect(check('zitadel', body, headersOf('zitadel', digest))).toMatch(/^No signature/);
});

test('what is nested very deep is refused, and exhausts no stack', () => {
  const body = `{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`;
  const digest = createHmac('sha256', KEYS.zitadel).update(`${SECONDS}.${body}`).digest('hex');
  expect(check('zitadel', body, headersOf('zitadel', digest))).toMatch(/^No signature/);
});
