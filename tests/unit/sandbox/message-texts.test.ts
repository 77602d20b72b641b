import { countSegments } from '../../../sandbox/twilio/segments';
import { findCode, findSpokenCode } from '../../../sandbox/twilio/text-code';
import { readSpeech } from '../../../sandbox/twilio/twiml';

test.each([
  ['Your code is: 012345', '012345'],
  ['012345 is your code. It is good for 10 minutes.', '012345'],
  ['In 10 minutes 0123456789 expires', '0123456789'],
  ['Call +12025550123 or enter 1234', '1234'],
  ['Your code is 123', null],
  ['Your code is 12345678901', null],
  ['', null],
])('the code of %j is %s', (text, code) => {
  expect(findCode(text)).toBe(code);
});

test.each([
  ['<Response><Say>Your code is: 0 1 2 3 4 5. Your code is: 0 1 2 3 4 5.</Say></Response>', '012345'],
  ['<Response><Say>0, 1, 2, 3. 0, 1, 2, 3.</Say></Response>', '0123'],
  ['<Response><Say>0. 1. 2. 3.</Say></Response>', '0123'],
  ['<Response><Say>1 2 3 4</Say><Pause length="1"/><Say>1 2 3 4</Say></Response>', '1234'],
  ['<Response><Say><say-as interpret-as="digits">012345</say-as></Say></Response>', '012345'],
  ['<Response><Say>0<break/>1<break time="1s"/>2<break/>3</Say></Response>', '0123'],
  ['<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n  <Say>4&#32;3&#x20;2 1</Say>\n</Response>', '4321'],
  ['<Response><!-- 9999 --><Say>Hello</Say></Response>', null],
  ['<Response/>', null],
])('the code that %s says is %s', (twiml, code) => {
  const verbs = readSpeech(twiml);
  expect(verbs === undefined ? 'no TwiML' : findSpokenCode(verbs)).toBe(code);
});

test('what is said has no markup, and its entities are read', () => {
  const twiml =
    '<Response><Say>  A &amp; B:\n <emphasis>1</emphasis>2 </Say><Hangup/><Say>&lt;end&gt;</Say></Response>';
  expect(readSpeech(twiml)).toEqual(['A & B: 1 2', '<end>']);
});

test.each([
  '',
  'Your code is 1234',
  '<Response>',
  '<Response>1234</Response>',
  '<Response><Say>1234</Response></Say>',
  '<Response></Response><Response></Response>',
  '<Say>1234</Say>',
  '<Response><Say>A & B</Say></Response>',
  '<Response><Say>A < B</Say></Response>',
  '</Response>',
])('%j is no TwiML', (twiml) => {
  expect(readSpeech(twiml)).toBeUndefined();
});

test.each<[string, number]>([
  ['', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['код'.repeat(23), 1],
  ['код'.repeat(24), 2],
  [`${'a'.repeat(69)}😀`, 2],
])('%j is charged as %d', (text, segments) => {
  expect(countSegments(text)).toBe(segments);
});
