import { planOrder, type Situation } from '../../../scripts/connect/pingone/order';
import type { Platform } from '../../../scripts/connect/pingone/platform';
import type { Resource } from '../../../scripts/connect/pingone/resource';

const ours: Resource = { id: 's1', name: 'verify-bridge' };

const named = (name: string, id: string): Resource => ({
  id: name,
  name,
  providerConfiguration: { conditions: [{ fallbackChain: [{ id }] }] },
});

test.each<[Partial<Situation>, found: RegExp, steps: number, conflict: boolean]>([
  [{ senders: [], senderId: '' }, /names no first sender\.$/, 1, false],
  [{}, /names no first sender\.$/, 1, false],
  [{ chain: ['s1'] }, /through the sender first\.$/, 0, false],
  [{ chain: ['x', 'y', 's1'] }, /through the sender if 2 before it fail\.$/, 0, false],
  [{ chain: ['x'] }, /PingOne sends through "x" at present\.$/, 1, true],
  [
    { senders: [ours, { id: 'x', name: 'Mine\u009b2J' }] },
    /PingOne may send through "Mine\?2J" at present\.$/,
    1,
    true,
  ],
  [{ policies: [named('Pilot', 's1')], chain: ['x'] }, /policy "Pilot" names the sender\.$/, 0, false],
  [
    { policies: [named('Pilot', 'x')], chain: ['s1'] },
    /first\. The notification policy "Pilot" names other senders\.$/,
    0,
    false,
  ],
  [{ senders: [], policies: [named('Odd', '')], senderId: '' }, /names no first sender\.$/, 1, false],
])('the order of senders: %j', (situation, found, steps, hasConflict) => {
  const whole: Situation = { senders: [ours], policies: [], chain: [], senderId: 's1', ...situation };
  const part = planOrder(whole, {} as Platform, () => 's1');
  expect(part.found).toMatch(found);
  expect([part.steps.length, part.conflict !== undefined]).toEqual([steps, hasConflict]);
});
