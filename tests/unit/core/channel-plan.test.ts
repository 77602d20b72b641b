import * as fc from 'fast-check';
import { findPlannedChannels, parseChannelPlan, type ChannelPlan } from '../../../src/core/channel-plan';

const plan = (text: string): ChannelPlan => {
  const parsed = parseChannelPlan(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};

test('the example of the contract', () => {
  expect(plan('sms,call;+55:whatsapp,sms;+91:sms')).toEqual([
    { idp: undefined, prefix: '', channels: ['sms', 'call'] },
    { idp: undefined, prefix: '+55', channels: ['whatsapp', 'sms'] },
    { idp: undefined, prefix: '+91', channels: ['sms'] },
  ]);
});

test.each<[string, string, string | undefined, string, readonly string[] | undefined]>([
  ['no plan', '', 'auth0', '+14155552671', undefined],
  ['no rule for it', '+44:sms', 'auth0', '+14155552671', undefined],
  ['the rule for everybody', 'sms,call;+55:whatsapp', 'auth0', '+14155552671', ['sms', 'call']],
  ['the longest prefix', 'sms;+4:call;+44:whatsapp;+447:email', 'auth0', '+442079460123', ['whatsapp']],
  ['the longest prefix, whatever the order', '+447:email;+44:whatsapp;sms', 'x', '+447911123456', ['email']],
  ['a provider', 'sms;okta:call', 'okta', '+14155552671', ['call']],
  ['another provider', 'sms;okta:call', 'auth0', '+14155552671', ['sms']],
  ['a provider and a prefix', 'okta:call;okta+44:whatsapp;+44:sms', 'okta', '+447911123456', ['whatsapp']],
  ['a prefix before a provider', 'okta:call;+44:sms', 'okta', '+447911123456', ['sms']],
  [
    'a provider with the same prefix, in either order',
    'okta+44:call;+44:sms',
    'okta',
    '+447911123456',
    ['call'],
  ],
  ['nobody', 'none;+1:sms', 'auth0', '+447911123456', []],
  ['somebody', 'none;+1:sms', 'auth0', '+14155552671', ['sms']],
  ['an e-mail address, by the rule without a prefix', 'sms;+1:call', 'auth0', '', ['sms']],
])('%s', (_, text, idp, to, expected) => {
  expect(findPlannedChannels(plan(text), idp, to)).toEqual(expected);
});

test('blanks around everything are ignored', () => {
  expect(plan(' sms , call ; +55 : whatsapp ')).toEqual(plan('sms,call;+55:whatsapp'));
});

test.each([
  ['fax', /rules of sms, call, whatsapp, email, or none/],
  ['voice', /call/],
  ['sms,rcs', /RCS by itself/],
  ['sms,sms', /twice/],
  ['sms;call', /two rules for everybody/],
  ['+1:sms;+1:call', /two rules for \+1/],
  ['sms;', /rules of/],
  ['55:sms', /for whom/],
  ['+0:sms', /for whom/],
  ['+1234567890123456:sms', /for whom/],
  ['Okta:sms', /for whom/],
  ['+1:', /rules of/],
  ['+1:sms:call', /for whom|rules of/],
  ['none,sms', /rules of/],
  [',', /rules of/],
])('%p is refused', (text, problem) => {
  expect(parseChannelPlan(text)).toEqual({ problem: expect.stringMatching(problem) as string });
});

test('whatever the text is, it is a plan or a problem, and a plan always has channels that exist', () => {
  const part = fc.stringMatching(/^[a-z+0-9:;, ]{0,40}$/);
  fc.assert(
    fc.property(part, (text) => {
      const parsed = parseChannelPlan(text);
      if ('problem' in parsed) return parsed.problem.length > 0;
      return parsed.every(({ channels }) => new Set(channels).size === channels.length);
    }),
  );
});
