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
  ['fax', 'rule 1 must have channels of sms, call, whatsapp, email, or none alone'],
  ['sms;+44:voice', 'rule 2 has voice: write call, as Verify does'],
  ['sms,rcs', 'rule 1 has rcs: write sms, which Verify upgrades to RCS by itself'],
  ['sms,sms', 'rule 1 has a channel twice'],
  ['sms;call', 'rule 2 is for whom an earlier rule is'],
  ['+1:sms;+1:call', 'rule 2 is for whom an earlier rule is'],
  ['sms;', /^is wrong: rule 2 must have channels/],
  ['+1', /^is wrong: rule 1 must have channels/],
  ['55:sms', /rule 1 must be for a provider, a prefix/],
  ['+0:sms', /rule 1 must be for/],
  ['+1234567890123456:sms', /rule 1 must be for/],
  ['Okta:sms', /rule 1 must be for/],
  ['+1:', /rule 1 must have channels/],
  ['+1:sms:call', /rule 1 must be for/],
  ['none,sms', /rule 1 must have channels/],
  [',', /rule 1 must have channels/],
  ['constructor', /rule 1 must have channels/],
  // All that is wrong, and nothing of the value.
  ['sms,rcs;+1:fax;okta:sms;okta:call', /^is wrong: rule 1 has rcs.*; rule 2 must have.*; rule 4 is for/],
] as const)('%p is refused', (text, problem) => {
  const parsed = parseChannelPlan(text);
  if (!('problem' in parsed)) throw new Error('It is taken');
  if (typeof problem === 'string') expect(parsed.problem).toBe(`is wrong: ${problem}`);
  else expect(parsed.problem).toMatch(problem);
  expect(parsed.problem).not.toMatch(/fax|\+1\b|okta/);
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
