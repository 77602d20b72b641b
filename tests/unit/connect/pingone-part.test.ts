import { planPart, type ResourceKind } from '../../../scripts/connect/pingone/part';
import type { Platform } from '../../../scripts/connect/pingone/platform';
import type { Deployment } from '../../../scripts/connect/pingone/settings';

/** What somebody made by hand, or with Terraform, may do its work; only the doctor makes a difference of it. */

const made = { id: 's1', name: 'By hand' };
const plan = (differences: string[], unseen: string[]) => {
  const resourceKind: ResourceKind = {
    kind: 'sender',
    page: 'Settings > Senders',
    create: () => ({}),
    compare: () => differences,
    correct: () => ({}),
    purpose: 'sends',
    unseen,
  };
  const match = { ours: undefined, foreign: made, freeName: 'verify-bridge' };
  return planPart(resourceKind, [made], match, {} as Deployment, {} as Platform, () => undefined);
};

test.each<[what: string, differences: string[], unseen: string[], found: string]>([
  ['nothing', [], [], '"By hand" sends, and was made by hand or with Terraform.'],
  [
    'what cannot be seen',
    ['the password'],
    ['the password'],
    '"By hand" sends, and was made by hand or with Terraform: the password cannot be seen.',
  ],
])('it works if it differs in %s', (_what, differences, unseen, found) => {
  expect(plan(differences, unseen)).toMatchObject({ works: true, found });
});

test.each([
  ['what can be seen', ['the password'], []],
  ['more than that', ['the password', 'the SMS URL'], ['the password']],
])('it does not if it differs in %s', (_what, differences, unseen) => {
  expect(plan(differences, unseen).works).toBeUndefined();
});
