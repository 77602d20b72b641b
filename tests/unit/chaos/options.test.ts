import { redeliveryLegend, renderLegend, sendLegend } from '../../../chaos/legend';
import { readOptions, renderCommand, USAGE } from '../../../chaos/options';
import { createOutcome } from '../../../chaos/send-outcome';

test.each<[args: string[], command: string]>([
  [[], 'npm run chaos -- --seed 345678'],
  [['--seed', '7'], 'npm run chaos -- --seed 7'],
  [['--size=5000'], 'npm run chaos -- --seed 345678 --size 5000'],
  [['--size', '5000', '--seed', '7'], 'npm run chaos -- --seed 7 --size 5000'],
])('%j is repeated by %s', (args, command) => {
  const options = readOptions(args, 12_345_678);
  expect(renderCommand(options)).toBe(command);
  const again = readOptions(command.split(' ').slice(4), 0);
  expect(again).toEqual(options);
});

test.each([
  [['--seed', 'x'], '--seed must be a whole number.'],
  [['--size', '-1'], 'argument is ambiguous'],
  [['--size', '1e3'], '--size must be a whole number.'],
  [['--sizes', '1'], "Unknown option '--sizes'"],
  [['5000'], 'Unexpected argument'],
])('%j is refused', (args, message) => expect(() => readOptions(args, 0)).toThrow(message));

test('--help names every option', () => {
  expect(readOptions(['--help'], 0).isHelp).toBe(true);
  for (const option of ['--seed', '--size 100000']) expect(USAGE).toContain(option);
});

test('every fault that is counted has its line in the legend', () => {
  const { doubled, pretended, denied, mistaken, leaked } = createOutcome();
  const names = Object.keys({ doubled, pretended, denied, mistaken, leaked });
  expect(Object.keys(sendLegend)).toEqual(expect.arrayContaining([...names, 'unsure', 'miscounted']));
  expect(renderLegend(redeliveryLegend)).toMatch(/^ {2}lost +logins whose batch got its 200/m);
});
