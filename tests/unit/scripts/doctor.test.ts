import { renderCheck } from '../../../scripts/doctor/check';
import { readDeployment } from '../../../scripts/doctor/deployed';
import { checkClock, checkNode } from '../../../scripts/doctor/machine';

test.each([
  ['22.11.0', 'ok'],
  ['20.19.0', 'ok'],
  ['20.18.3', 'failed'],
  ['18.20.4', 'failed'],
])('Node %s is %s', (version, state) => expect(checkNode(version).state).toBe(state));

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  [NOW, NOW, 'ok', "as Twilio's."],
  [NOW, NOW + 900, 'ok', "as Twilio's."],
  [NOW, NOW + 30_000, 'ok', "30 s ahead of Twilio's."],
  [NOW, NOW + 31_000, 'warning', "31 s ahead of Twilio's."],
  [NOW, NOW - 3_600_000, 'warning', "3600 s behind Twilio's."],
  [NaN, NOW, 'warning', 'not known: Twilio said no time.'],
])('Twilio says %d, this machine %d', (twilio, machine, state, found) =>
  expect(checkClock(twilio, machine)).toMatchObject({ state, found }),
);

test.each([
  ['https://bridge-1234.twil.io', 'https://bridge-1234.twil.io/'],
  ['https://bridge-1234.twil.io/health?x#y', 'https://bridge-1234.twil.io/'],
  ['http://localhost:3000', 'http://localhost:3000/'],
  ['http://[::1]:3000', 'http://[::1]:3000/'],
  ['http://bridge-1234.twil.io', undefined],
  ['http://127.0.0.1.example.com', undefined],
  ['https://user:secret@bridge.twil.io', undefined],
  ['file:///health', undefined],
  ['bridge-1234.twil.io', undefined],
])('%s', (text, expected) => expect(readDeployment(text)?.href).toBe(expected));

test('one line says the state, the check, what was found, and what to do', () => {
  expect(renderCheck({ state: 'failed', name: 'build', found: 'gone.', advice: 'npm run build' })).toBe(
    'failed   build                   gone. -> npm run build',
  );
  expect(renderCheck({ state: 'ok', name: 'build', found: 'there.' })).not.toContain('->');
});
