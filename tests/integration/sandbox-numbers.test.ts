import { startSandbox, type Sandbox } from '../../sandbox/server';
import { magicNumbers } from '../../sandbox/twilio/numbers';
import { credentials, delivered, postForm } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00Z');
let now = start;
let sandbox: Sandbox;

function post(number: string, channel: string, signal?: AbortSignal): Promise<Response> {
  const form = { To: number, Channel: channel, CustomCode: '012345' };
  return postForm(sandbox, 'Verifications', form, signal === undefined ? {} : { signal });
}

/** The status, Twilio's code if it is an error, and Retry-After if there is one. */
async function send(digits: string, channel = 'sms') {
  const response = await post(`+1500555${digits}`, channel);
  const { code } = (await response.json()) as { code?: number };
  return [response.status, code, response.headers.get('retry-after')].filter((part) => part !== null);
}

const deliveries = async (): Promise<number> => (await delivered(sandbox)).length;

async function requests(): Promise<number> {
  const response = await fetch(`${sandbox.url}/sandbox/requests`);
  return ((await response.json()) as { requests: unknown[] }).requests.length;
}

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

const works = [201, undefined];

test.each<[string, (number | string | undefined)[], (number | string | undefined)[]]>([
  ['0200', [400, 60200], [400, 60200]],
  ['0202', [429, 60202], [429, 60202]],
  ['0203', [429, 60203], [429, 60203]],
  ['0204', [403, 60204], [403, 60204]],
  ['0205', [403, 60205], works],
  ['1205', [403, 60205], [400, 60200]],
  ['0212', [429, 60212], [429, 60212]],
  ['0217', [400, 60217], [400, 60217]],
  ['0220', [400, 60220], [400, 60220]],
  ['0223', [400, 60223], works],
  ['1223', works, [400, 60223]],
  ['2223', works, works],
  ['8008', works, works],
  ['0238', [403, 60238], [403, 60238]],
  ['0403', [403, 20403], [403, 20403]],
  ['0410', [403, 60410], [403, 60410]],
  ['0429', [429, 20429, '1'], [429, 20429, '1']],
  ['0503', [503, 20503], [503, 20503]],
  ['0605', [403, 60605], [403, 60605]],
  ['0910', works, works],
  ['0911', works, works],
])('+1500555%s: SMS %j, call %j, each time', async (digits, sms, call) => {
  for (let time = 1; time <= 2; time++) {
    expect(await send(digits, 'sms')).toEqual(sms);
    expect(await send(digits, 'call')).toEqual(call);
  }
  expect(await deliveries()).toBe(2 * [sms, call].filter((outcome) => outcome === works).length);
});

test.each<[string, (number | string | undefined)[]]>([
  ['1212', [429, 60212]],
  ['1429', [429, 20429, '1']],
])('+1500555%s is refused once, then works, and again', async (digits, refused) => {
  expect(await send(digits)).toEqual(refused);
  expect(await send(digits)).toEqual(works);
  expect(await send(digits)).toEqual(refused);
  // Whoever comes back later than ten minutes is not remembered.
  now += 600_000;
  expect(await send(digits)).toEqual(refused);
  expect(await send(digits)).toEqual(works);
  expect(await deliveries()).toBe(2);
});

test('a number that is never answered takes the request, and sends nothing', async () => {
  const gone = new AbortController();
  const answer = post('+15005550900', 'sms', gone.signal);
  while ((await requests()) === 0);
  gone.abort();
  await expect(answer).rejects.toThrow('aborted');
  expect(await deliveries()).toBe(0);
});

test('a number whose connection is reset takes the request, and sends nothing', async () => {
  await expect(post('+15005550901', 'sms')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect(await requests()).toBe(1);
  expect(await deliveries()).toBe(0);
});

test('half an answer comes after the code was sent', async () => {
  const response = await post('+15005550902', 'sms');
  expect(response.status).toBe(201);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(await deliveries()).toBe(1);
});

test('the table has each number once, in E.164, and says what it does', () => {
  const numbers = magicNumbers.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const { number, outcome } of magicNumbers) {
    expect(number).toMatch(/^\+1500555\d{4}$/);
    expect(outcome).not.toBe('');
  }
});

test('the front page says that it is no Twilio, and lists endpoints and numbers', async () => {
  const response = await fetch(sandbox.url);
  const page = (await response.json()) as { description: string; endpoints: string[]; numbers: unknown };
  expect(page.description).toMatch(/stand-ins? of .*Twilio.*sends? no/i);
  expect(page.endpoints).toContain('POST /v2/Services/:service/Verifications');
  expect(page.endpoints).toContain('POST /sandbox/clock');
  expect(page.numbers).toEqual(magicNumbers.map(({ number, outcome }) => ({ number, outcome })));
});
