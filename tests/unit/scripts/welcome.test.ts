import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseVariables } from '../../../scripts/preflight';
import { renderWelcome } from '../../../scripts/welcome';

const sandbox = parseVariables(readFileSync(join(__dirname, '../../../.env.sandbox'), 'utf8'));

const welcome = (changes: Record<string, string>) =>
  renderWelcome(3000, 'http://127.0.0.1:3001', { ...sandbox, ...changes });

test('the variables of the sandbox are well, and nothing is said of them', () => {
  expect(welcome({})).toContain('See every path work');
  expect(welcome({})).not.toMatch(/refused|wrong/i);
});

test.each<[changes: Record<string, string>, isAll: boolean, lines: RegExp[]]>([
  [{ CHANNEL_PLAN: 'sms,rcs' }, true, [/^ {2}CHANNEL_PLAN is wrong: .*rcs.*\.$/m]],
  [
    { RISK_LIMIT: '0', FALLBACK_SENDERS: 'me' },
    true,
    [/^ {2}RISK_LIMIT must be a whole number, 1 to 100\.$/m, /^ {2}FALLBACK_SENDERS /m],
  ],
  [{ VERIFY_SERVICE_SID: '' }, true, [/^ {2}VERIFY_SERVICE_SID is not set\.$/m]],
  [
    { OKTA_HOOK_TOKEN: 'hunter2' },
    false,
    [/^ {2}OKTA_HOOK_TOKEN is shorter than 16 characters\. It is for calls from Okta\.$/m],
  ],
])('%j is named; all sends are refused: %j', (changes, isAll, lines) => {
  const printed = welcome(changes);
  expect(printed.includes('EVERY SEND IS REFUSED')).toBe(isAll);
  for (const line of lines) expect(printed).toMatch(line);
  expect(printed).not.toContain('See every path work');
  // It may be a secret.
  expect(printed).not.toContain('hunter2');
});
