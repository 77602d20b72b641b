import { readOptions, renderCommand, USAGE } from '../../../simulate/options';
import { scenarios } from '../../../simulate/scenarios';

test.each<[args: string[], command: string]>([
  [[], 'npm run simulate -- --size 100000 --seed 1'],
  [['--seed', '7', '--size=800'], 'npm run simulate -- --size 800 --seed 7'],
  [
    ['--scenario', 'normal-day', '--scenario', 'attack'],
    'npm run simulate -- --size 100000 --seed 1 --scenario attack --scenario normal-day',
  ],
  [scenarios.flatMap(({ name }) => ['--scenario', name]), 'npm run simulate -- --size 100000 --seed 1'],
])('%j is repeated by %s', (args, command) => {
  const options = readOptions(args);
  expect(renderCommand(options)).toBe(command);
  expect(readOptions(command.split(' ').slice(4))).toEqual(options);
});

test.each([
  [['--size', '99'], '--size must be a whole number, 100 to 1000000'],
  [['--seed', 'x'], '--seed must be a whole number.'],
  [['--scenario', 'war'], '--scenario must be of attack, normal-day, marketing-spike.'],
  [['--scenarios', 'attack'], "Unknown option '--scenarios'"],
])('%j is refused', (args, message) => expect(() => readOptions(args)).toThrow(message));

test('--help names every option and scenario', () => {
  expect(readOptions(['-h']).isHelp).toBe(true);
  for (const name of ['--size 100000', '--seed 1', '--scenario', ...scenarios.map((one) => one.name)])
    expect(USAGE).toContain(name);
});
