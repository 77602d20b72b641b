import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Subscription } from '../../sandbox/pingone/subscription';

let server: Server;
let statuses: number[];
let seen: { authorization: string | undefined; body: string }[];
let arrived: () => void;

beforeEach(async () => {
  statuses = [];
  seen = [];
  arrived = () => undefined;
  server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      seen.push({ authorization: incoming.headers.authorization, body });
      outgoing.writeHead(statuses.shift() ?? 200).end(() => arrived());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const subscription = (wait: (milliseconds: number) => Promise<void>) => {
  const { port } = server.address() as AddressInfo;
  return new Subscription({ url: `http://127.0.0.1:${port}/pingone/events`, authorization: 'Basic x' }, wait);
};
const calls = (count: number) =>
  new Promise<void>((resolve) => {
    arrived = () => seen.length === count && resolve();
  });

test('the same array comes until the answer is exactly 200, ever more slowly, and only then the next', async () => {
  statuses = [503, 204, 301, 200];
  const pauses: number[] = [];
  const webhook = subscription((milliseconds) => {
    pauses.push(milliseconds);
    return Promise.resolve();
  });
  const five = calls(5);
  webhook.add({ id: 1 });
  webhook.add({ id: 2 });
  webhook.add({ id: 3 });
  await five;
  const first = '[{"id":1}]';
  expect(seen.map(({ body }) => body)).toEqual([first, first, first, first, '[{"id":2},{"id":3}]']);
  expect(seen.every(({ authorization }) => authorization === 'Basic x')).toBe(true);
  expect(pauses).toEqual([500, 1000, 2000]);
});

test('what is added after all was delivered is delivered, too', async () => {
  const webhook = subscription(() => Promise.resolve());
  const one = calls(1);
  webhook.add({ id: 1 });
  await one;
  const two = calls(2);
  webhook.add({ id: 2 });
  await two;
  expect(seen.map(({ body }) => body)).toEqual(['[{"id":1}]', '[{"id":2}]']);
});
