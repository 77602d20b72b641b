import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults } from './faults';

/** What one login of a number started. */
export interface Verification {
  number: string;
  isApproved: boolean;
}

export interface StandIn {
  url: string;
  /** Starts a verification of each number, as a login does. One that is pending stays the one of its number. */
  startVerifications(numbers: readonly string[]): Verification[];
  /** Those that the events which are delivered now are about. */
  expectApprovals(verifications: readonly Verification[]): void;
  /** Approvals of another verification than the one that the event was about. */
  countDoubled(): number;
  /** Requests to approve, since the start. */
  countCalls(): number;
  close(): Promise<void>;
}

/**
 * Verify's approvals, and PingOne's worker token and devices, on loopback. The sandbox's stand-ins meet faults that are
 * asked for one by one and forget early requests; this one knows nothing that is not needed here, and fails at random.
 */
export async function startStandIn(faults: Faults): Promise<StandIn> {
  const latest = new Map<string, Verification>();
  let expected = new Map<string, Verification>();
  let doubled = 0;
  let calls = 0;

  const approve = (number: string): [status: number, body: object] => {
    const verification = latest.get(number);
    if (verification === undefined || verification.isApproved)
      return [404, { code: 20404, message: 'Not found', status: 404 }];
    verification.isApproved = true;
    if (expected.get(number) !== verification) doubled += 1;
    return [200, { sid: `VE${'0'.repeat(32)}`, status: 'approved', to: number }];
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    request.resume().on('end', () => {
      const number = /\/Verifications\/(\+\d+)$/.exec(path)?.[1];
      const device = /\/users\/[^/]+\/devices\/[0-9a-f-]+-([0-9a-f]{12})$/.exec(path)?.[1];
      if (number !== undefined) calls += 1;
      const fault = faults(path);
      if (fault === '429') return send(response, 429, { code: 20429 });
      if (fault === '503') return send(response, 503, { code: 20503 });
      if (fault === 'reset') return void response.socket?.resetAndDestroy();
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
    startVerifications: (numbers) =>
      numbers.map((number) => {
        const pending = latest.get(number);
        if (pending?.isApproved === false) return pending;
        const verification = { number, isApproved: false };
        latest.set(number, verification);
        return verification;
      }),
    expectApprovals(verifications) {
      expected = new Map(verifications.map((verification) => [verification.number, verification]));
    },
    countDoubled: () => doubled,
    countCalls: () => calls,
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
