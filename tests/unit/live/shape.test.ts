import { parse as parseForm } from 'node:querystring';
import { describeShape } from '../../../src/live/shape';
import { isDocumentedKey } from '../../../src/live/words';
import { providers } from '../../../src/identity-providers/registry';
import { activity } from '../../fixtures/pingone-activities';

/** The form of a body, as the echo route shows it. */

const keysOf = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Array.isArray(value)
      ? value.flatMap(keysOf)
      : Object.entries(value).flatMap(([key, one]) => [key, ...keysOf(one)]);

const DATE = '2026-01-02T03:04:05.678Z';
const samples = providers.flatMap(({ profile }) =>
  profile.callers.flatMap(({ name, renderRequest, renderEvents }): [string, unknown][] => {
    const { contentType, body } = renderRequest('+14155552671', '918273');
    const request: unknown = contentType.endsWith('json') ? JSON.parse(body) : { ...parseForm(body) };
    return [
      [name, request],
      [`${name}, events`, renderEvents?.('+14155552671', DATE)],
    ];
  }),
);

test.each(samples)('every key of %s is documented', (_, sample) => {
  expect([...new Set(keysOf(sample))].filter((key) => !isDocumentedKey(key))).toEqual([]);
});

test.each<[what: string, body: Record<string, unknown>, shape: object]>([
  ['nothing', {}, { kind: 'empty', bytes: 2, body: {} }],
  ['an array', { 0: { type: 's' }, 1: {} }, { kind: 'indexed', events: 2, body: [{ type: 's' }] }],
  ['a list under a key', { logs: [{}, {}, {}] }, { kind: 'object', events: 3, body: { logs: [{}, {}, {}] } }],
  [
    '_embedded',
    { _embedded: { activities: [1] } },
    { events: 1, body: { _embedded: { activities: ['#number 0'] } } },
  ],
  ['keys that begin later', { 1: 'x' }, { kind: 'object', body: { "'0": 'a' } }],
  ['a field twice', { to: ['+1', '+2'] }, { body: { to: ['+0', '+0'] } }],
  [
    'what is no text',
    { a: 918273, b: 1.5e21, c: true, d: null },
    { body: { a: '#number 000000', "a'": '#number 0.0a+00', "a''": true, "a'''": null } },
  ],
])('%s', (_, body, shape) => expect(describeShape(body)).toMatchObject(shape));

test('keys keep their order', () => {
  const { body } = describeShape({ ccc: 1, a: 2, bb: 3 });
  expect(Object.keys(body as object)).toEqual(['aaa', 'a', 'aa']);
});

test('a long body shows less of each value, and an activity of PingOne still shows its device', () => {
  const { body } = describeShape({ 0: activity({}) });
  expect(JSON.stringify(body)).toContain('"type":"DEVICE"');
  const { body: long } = describeShape(
    Object.fromEntries([...Array(100).keys()].map((n) => [`k${n}`, 'x'.repeat(99)])),
  );
  expect(Object.keys(long as object).length).toBeGreaterThan(0);
  expect(JSON.stringify(long)).not.toContain('xxx');
});

test('of a batch, an event that counts as a success is shown, wherever it stands', () => {
  const success = { log_id: '9', data: { type: 'gd_auth_succeed' } };
  const { body } = describeShape({ 0: { data: { type: 's' } }, 1: success });
  expect(body).toEqual([{ log_id: '0', data: { type: 'gd_auth_succeed' } }]);
  expect(describeShape({ 0: activity({ type: 'FLOW.CREATED' }), 1: activity({}) }).body).toMatchObject([
    { action: { type: 'OTP.CHECK_SUCCESS' } },
  ]);
});
