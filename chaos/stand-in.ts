import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pick, type Random } from './random';

/** The faults of an API under stress. In the last two it has done what it was asked to. */
const FAULTS = ['429', '503', 'reset', 'done and 503', 'done and half an answer'] as const;

export interface StandIn {
  url: string;
  /** Starts a verification of each number, as a login does. One that is pending stays as it is. */
  startVerifications(numbers: readonly string[]): void;
  /** How many verifications of the number were approved. */
  countApproved(number: string): number;
  pending(): number;
  /** Requests to approve, since the start. */
  approvalCalls(): number;
  close(): Promise<void>;
}

/**
 * Verify's approvals, and PingOne's worker token and devices, on loopback. A stand-in for chaos: it knows nothing that
 * is not needed here, and fails at random.
 * @param faultRate of all requests, 0 to 1
 */
export async function startStandIn(random: Random, faultRate: number): Promise<StandIn> {
  const pending = new Set<string>();
  const approved = new Map<string, number>();
  let approvalCalls = 0;

  const approve = (number: string): [status: number, body: object] => {
    if (!pending.delete(number)) return [404, { code: 20404, message: 'Not found', status: 404 }];
    approved.set(number, (approved.get(number) ?? 0) + 1);
    return [200, { sid: `VE${'0'.repeat(32)}`, status: 'approved', to: number }];
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    request.resume().on('end', () => {
      const number = /\/Verifications\/(\+\d+)$/.exec(path)?.[1];
      const device = /\/users\/[^/]+\/devices\/[0-9a-f-]+-([0-9a-f]{12})$/.exec(path)?.[1];
      if (number !== undefined) approvalCalls += 1;
      const fault = random() < faultRate ? pick(random, FAULTS) : undefined;
      if (fault === '429') return send(response, 429, { code: 20429 });
      if (fault === '503') return send(response, 503, { code: 20503 });
      if (fault === 'reset') return void response.destroy();
      const [status, body] =
        number !== undefined
          ? approve(number)
          : device !== undefined
            ? ([200, { type: 'SMS', phone: `+1415${device.slice(-7)}` }] as const)
            : ([200, { access_token: 'a-token', expires_in: 3600 }] as const);
      if (fault === 'done and 503') return send(response, 503, { code: 20503 });
      if (fault === 'done and half an answer') {
        response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': 500 });
        return void response.write('{"sid":', () => response.destroy());
      }
      send(response, status, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    startVerifications: (numbers) => numbers.forEach((number) => pending.add(number)),
    countApproved: (number) => approved.get(number) ?? 0,
    pending: () => pending.size,
    approvalCalls: () => approvalCalls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
