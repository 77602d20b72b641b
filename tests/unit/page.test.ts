import { readFileSync } from 'node:fs';
import { RECOMMENDED_BODY } from '../../src/identity-providers/pingone/profile';
import { join } from 'node:path';
import { advice } from '../../src/assets/page/advice';
import { callers } from '../../src/assets/page/callers';
import { findRecipient } from '../../src/assets/page/recipient';
import { problemTypes } from '../../src/core/problem';
import { listFunctions } from '../../scripts/build';
import { documentedNotificationEvent, nested } from '../fixtures/auth0';
import { jsonSms, recommendedUnencoded, studioSms, studioVoice } from '../fixtures/pingone';
import { json, type WireBody } from '../fixtures/wire';

/** The parts of the test page that need no browser. */

const root = join(__dirname, '../..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const TO = '+14155552671';

test.each(Object.keys(problemTypes))('%s: what to do is what the page of problems says', (code) => {
  const [, section = ''] = read('src/assets/problems.html').split(`<section id="${code}">`);
  const words = (section.split('</section>')[0] ?? '').replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  expect(words).toContain(advice[code as keyof typeof advice]);
});

test('the body to paste into PingOne is that of its document', () => {
  expect(RECOMMENDED_BODY).toContain('${otp}');
  expect(read('docs/pingone.md')).toContain(`\n${RECOMMENDED_BODY}\n`);
});

test('every caller on the page posts to a function', () => {
  expect(callers.length).toBeGreaterThan(3);
  for (const { path } of callers) expect(listFunctions()).toContain(path);
});

const callerOf = (name: string) => callers.find((one) => one.name === name) as (typeof callers)[number];

test.each(callers)('whom a body is for: $name', (caller) => {
  const { contentType, body } = caller.renderRequest(TO, '012345');
  expect(findRecipient(caller, contentType, body)).toBe(TO);
});

test('whom a body is for that names the number as no other provider does', () => {
  const renderRequest = (mobile: string) => json({ person: { mobile } });
  expect(findRecipient({ renderRequest }, 'application/json', `{"person":{"Mobile":"${TO}"}}`)).toBe(TO);
  expect(findRecipient({ renderRequest }, 'application/json', `{"to":"${TO}"}`)).toBeUndefined();
});

test.each<[string, WireBody, string | undefined]>([
  ['as to a Studio flow, SMS', studioSms({ to: TO, otp: '012345' }), TO],
  ['as to a Studio flow, voice', studioVoice({ to: TO, otp: '012345' }), TO],
  ['JSON', jsonSms({ to: TO, otp: '012345' }), TO],
  ['not percent-encoded', recommendedUnencoded({ to: TO, otp: '012345' }), TO.replace('+', ' ')],
  ['a number that is one', { contentType: 'application/json', body: '{"to":14155552671}' }, undefined],
  ['no JSON', { contentType: 'application/json', body: '{"to":' }, undefined],
  ['null', { contentType: 'application/json', body: 'null' }, undefined],
  ['nothing', { contentType: 'application/x-www-form-urlencoded', body: '' }, undefined],
])('whom a body of PingOne’s is for: %s', (_, { contentType, body }, to) => {
  expect(findRecipient(callerOf('pingone-sms'), contentType, body)).toBe(to);
});

test('whom the whole event of Auth0’s is for', () => {
  const { contentType, body } = nested(documentedNotificationEvent({ recipient: TO, code: '012345' }));
  expect(findRecipient(callerOf('auth0-custom-phone-provider'), contentType, body)).toBe(TO);
});
