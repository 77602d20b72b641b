import { readOptions, USAGE } from '../../../load/options';
import { loadProviderNames } from '../../../load/providers';

test.each<[args: string[], expected: object]>([
  [[], { rates: [20], seconds: 10, providers: ['auth0'], url: undefined, expected: [], isJson: false }],
  [['--steps', '10,50,100', '--seconds', '3', '--json'], { rates: [10, 50, 100], seconds: 3, isJson: true }],
  [['--rate=7', '--provider', 'pingone', '--provider', 'otp', '--provider', 'otp'], { rates: [7] }],
  [['--provider', 'pingone', '--provider', 'otp', '--provider', 'otp'], { providers: ['pingone', 'otp'] }],
  [['--expect', 'rate_limited', '--expect', '503'], { expected: ['rate_limited', '503'] }],
  [
    ['--url', 'http://127.0.0.1:4000/', '--sandbox-url', 'http://[::1]:4001'],
    { url: 'http://127.0.0.1:4000', sandboxUrl: 'http://[::1]:4001' },
  ],
])('%j is read', (args, expected) => expect(readOptions(args)).toMatchObject(expected));

test.each([
  [['--rate', '0'], '--rate must be a whole number'],
  [['--rate', '2.5'], '--rate must be a whole number'],
  [['--steps', '10,x'], '--steps must be a whole number'],
  [['--steps', '10,'], '--steps must be a whole number'],
  [['--rate', '1', '--steps', '1'], '--rate and --steps exclude each other.'],
  [['--seconds', '1e3'], '--seconds must be a whole number'],
  [['--rate', '1001'], '--seconds times the highest rate must be at most 10000 logins.'],
  [['--provider', 'ping'], '--provider must be of auth0, pingone, otp.'],
  [['--sandbox-url', 'http://localhost:3001'], '--sandbox-url needs --url.'],
  [['--rates', '1'], "Unknown option '--rates'"],
  [['20'], 'Unexpected argument'],
])('%j is refused', (args, message) => expect(() => readOptions(args)).toThrow(message));

test.each([
  'https://verify-bridge-1234-dev.twil.io',
  'http://verify-bridge-1234-dev.twil.io',
  'http://example.com:3000',
  'http://localhost.example.com:3000',
  'http://127.0.0.1.example.com',
  'http://127.0.0.1@example.com',
  'http://localhost@example.com',
  'http://user:secret@localhost:3000',
  'http://0.0.0.0:3000',
  'http://10.0.0.1:3000',
  'https://localhost:3000',
  'localhost:3000',
  'file:///etc/hosts',
  '',
])('%j is no address to send to', (url) => {
  const message = 'must be http:// and this machine, such as http://localhost:3000: elsewhere';
  expect(() => readOptions(['--url', url])).toThrow(`--url ${message}`);
  expect(() => readOptions(['--url', 'http://localhost:3000', '--sandbox-url', url])).toThrow(
    `--sandbox-url ${message}`,
  );
});

test('--help names every option and provider', () => {
  expect(readOptions(['-h']).isHelp).toBe(true);
  const options = [
    'rate',
    'steps',
    'seconds',
    'provider',
    'url',
    'sandbox-url',
    'expect',
    'json',
    'as-built',
  ];
  for (const name of [...options.map((option) => `--${option} `), ...loadProviderNames])
    expect(USAGE).toContain(name);
});
