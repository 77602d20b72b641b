import type { Faults } from './faults';
import { startFaultyServer, type ApiRequest, type FaultyServer, type Operation } from './faulty-server';
import { lookUp, Messages } from './messages';
import { Verifications } from './verifications';

export interface StandIn extends FaultyServer {
  verifications: Verifications;
  messages: Messages;
  /** Requests to any API, since the start. */
  countRequests(): number;
}

/**
 * Verify, Lookup, Programmable Messaging and Voice, and PingOne's worker token and devices, on loopback. The sandbox's
 * stand-ins meet faults that are asked for one by one and forget early requests; this one knows nothing that is not
 * needed here, and fails at random.
 */
export async function startStandIn(faults: Faults): Promise<StandIn> {
  const [verifications, messages] = [new Verifications(), new Messages()];
  let requests = 0;
  const server = await startFaultyServer(faults, (request) => {
    requests += 1;
    return readOperation(request, verifications, messages);
  });
  return { ...server, verifications, messages, countRequests: () => requests };
}

function readOperation(request: ApiRequest, verifications: Verifications, messages: Messages): Operation {
  const { method, path } = request;
  if (path.endsWith('/Verifications')) return messages.createVerification(request, verifications);
  const outside = /\/(Messages|Calls)\.json$/.exec(path)?.[1];
  if (outside !== undefined) {
    const api = outside === 'Messages' ? 'messaging' : 'voice';
    return method === 'GET' ? messages.list(request, api) : messages.createMessage(request, api);
  }
  const target = /\/Verifications\/(\+\d+|VE[0-9a-f]{32})$/.exec(path)?.[1];
  if (target !== undefined && method === 'GET')
    return { name: `GET ${path}`, run: () => verifications.fetch(target) };
  if (target !== undefined) {
    verifications.calls += 1;
    return { name: path, run: () => verifications.approve(target) };
  }
  const number = /\/v2\/PhoneNumbers\/(\+\d+)$/.exec(path)?.[1];
  if (number !== undefined) return lookUp(number);
  const device = /\/users\/[^/]+\/devices\/[0-9a-f-]+-([0-9a-f]{12})$/.exec(path)?.[1];
  if (device !== undefined)
    return { name: path, run: () => [200, { type: 'SMS', phone: `+1415${device.slice(-7)}` }] };
  return { name: path, run: () => [200, { access_token: 'a-token', expires_in: 3600 }] };
}
