import type { OtpRequest } from '../../../src/core/otp-request';
import { SentRequests } from '../../../src/core/sent-requests';
import type { SendResult } from '../../../src/core/verify-port';
import type { Delivery } from '../../../src/core/otp-request';

/** What a warm process remembers of the requests that it sent. */

const request: OtpRequest = {
  to: '+14155552671',
  passcode: '012345',
  channel: 'sms',
  tags: {},
  requestId: 'id',
};
const delivered: SendResult<Delivery> = {
  ok: true,
  value: { sid: 'VE1', status: 'pending', channel: 'sms', to: request.to },
};
const failed = (unprocessed: boolean): SendResult<Delivery> => ({
  ok: false,
  unprocessed,
  problem: { code: 'timeout', detail: '', retryable: false },
});

async function sendTwice(first: SendResult<Delivery>, changes: Partial<OtpRequest> = {}, later = 0) {
  const sent = new SentRequests();
  const send = jest
    .fn<Promise<SendResult<Delivery>>, []>()
    .mockResolvedValueOnce(first)
    .mockResolvedValue(delivered);
  await sent.send(request, 0, send).result;
  const again = sent.send({ ...request, ...changes }, later, send);
  return { calls: send.mock.calls.length, isRepeated: again.isRepeated, result: await again.result };
}

test.each<[string, SendResult<Delivery>]>([
  ['delivered', delivered],
  ['may have been sent', failed(false)],
])('%s: the same result, and no second send', async (_, first) => {
  expect(await sendTwice(first)).toEqual({ calls: 1, isRepeated: true, result: first });
});

test.each<[string, SendResult<Delivery>, Partial<OtpRequest>, number]>([
  ['nothing was sent', failed(true), {}, 0],
  ['another id', delivered, { requestId: 'other' }, 0],
  ['another number', delivered, { to: '+14155552672' }, 0],
  ['another code', delivered, { passcode: '543210' }, 0],
  ['ten minutes later', delivered, {}, 600_000],
])('%s: it is sent', async (_, first, changes, later) => {
  expect(await sendTwice(first, changes, later)).toEqual({ calls: 2, isRepeated: false, result: delivered });
});

test('without an id every request is its own', async () => {
  const sent = new SentRequests();
  const { requestId: _, ...own } = request;
  const send = jest.fn().mockResolvedValue(delivered);
  for (let n = 0; n < 3; n++) await sent.send(own, 0, send).result;
  expect(send).toHaveBeenCalledTimes(3);
});

test('an unexpected fault is forgotten, and reaches both who wait', async () => {
  const sent = new SentRequests();
  const send = jest.fn().mockRejectedValueOnce(new Error('a fault')).mockResolvedValue(delivered);
  const [one, other] = [sent.send(request, 0, send), sent.send(request, 0, send)];
  await expect(one.result).rejects.toThrow('a fault');
  await expect(other.result).rejects.toThrow('a fault');
  expect(await sent.send(request, 0, send).result).toEqual(delivered);
});
