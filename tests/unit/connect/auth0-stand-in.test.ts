import { Management } from 'auth0';
import * as bodies from '../../../sandbox/auth0/management/bodies';
import { findMismatch } from '../../../sandbox/auth0/management/mismatch';
import type { Schema } from '../../../sandbox/schema';
import { CATEGORIES } from '../../../scripts/connect/auth0/log-stream';

/** The stand-in of the Management API takes what Auth0's own SDK describes, and refuses the rest in Auth0's words. */

const sink = { httpEndpoint: 'https://acme-1234.twil.io/auth0/log-stream' };
const stream = { type: 'http', sink };
const action = { name: 'a', supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }] };

test.each<[string, Schema, unknown, string | undefined]>([
  ['a stream', bodies.newStream, stream, undefined],
  ['no sink', bodies.newStream, { type: 'http' }, 'Missing required property: sink'],
  [
    'a property that nobody knows',
    bodies.newStream,
    { ...stream, x: 1 },
    'Additional properties not allowed: x',
  ],
  [
    'http elsewhere',
    bodies.newStream,
    { ...stream, sink: { httpEndpoint: 'http://acme.com/' } },
    'String does not match pattern',
  ],
  [
    'a format that is none',
    bodies.newStream,
    { ...stream, sink: { ...sink, httpContentFormat: 'JSON' } },
    'No enum match for: JSON on property sink.httpContentFormat',
  ],
  [
    'filters that are no list',
    bodies.newStream,
    { ...stream, filters: {} },
    'Expected type array but found type object on property filters',
  ],
  [
    'a filter that is none',
    bodies.newStream,
    { ...stream, filters: [{ type: 'category', name: 'mfa' }] },
    'No enum match for: mfa on property filters[0].name',
  ],
  ['a status, which only a change has', bodies.newStream, { ...stream, status: 'active' }, 'Additional'],
  ['no body', bodies.changedStream, undefined, 'Expected type object but found type undefined'],
  ['an Action', bodies.newAction, { ...action, code: '', secrets: [{ name: 'A', value: 'b' }] }, undefined],
  [
    'two triggers',
    bodies.newAction,
    { ...action, supported_triggers: [...action.supported_triggers, { id: 'post-login' }] },
    'Array is too long on property supported_triggers',
  ],
  [
    'too much code',
    bodies.newAction,
    { ...action, code: 'x'.repeat(100_001) },
    'String is too long on property code',
  ],
  ['a binding of nothing', bodies.bindings, { bindings: [{}] }, 'Missing required property: ref'],
  ['no credentials', bodies.newProvider, { name: 'custom' }, 'Missing required property: credentials'],
  ['null', bodies.changedProvider, { disabled: null }, 'Expected type boolean but found type null'],
  ['a provider of MFA that is none', bodies.selectedProvider, { provider: 'custom' }, 'No enum match'],
])('%s', (_, schema, body, mismatch) => {
  const found = findMismatch(body, schema);
  if (mismatch === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(mismatch);
});

test("its choices are the SDK's", () => {
  const takes = (schema: Schema, body: (value: string) => unknown, values: readonly string[]) => {
    const refused = (value: string) => findMismatch(body(value), schema) !== undefined;
    expect(values.filter(refused)).toEqual([]);
    expect(refused('none')).toBe(true);
  };
  takes(
    bodies.newStream,
    (name) => ({ ...stream, filters: [{ type: 'category', name }] }),
    Object.values(Management.LogStreamFilterGroupNameEnum),
  );
  takes(
    bodies.newStream,
    (httpContentFormat) => ({ ...stream, sink: { ...sink, httpContentFormat } }),
    Object.values(Management.LogStreamHttpContentFormatEnum),
  );
  takes(
    bodies.changedStream,
    (field) => ({ pii_config: { log_fields: [field] } }),
    Object.values(Management.LogStreamPiiLogFieldsEnum),
  );
  takes(bodies.changedStream, (status) => ({ status }), Object.values(Management.LogStreamStatusEnum));
  takes(
    bodies.selectedProvider,
    (provider) => ({ provider }),
    Object.values(Management.GuardianFactorsProviderSmsProviderEnum),
  );
  const known: readonly string[] = Object.values(Management.LogStreamFilterGroupNameEnum);
  expect(CATEGORIES.filter((name) => !known.includes(name))).toEqual([]);
});
