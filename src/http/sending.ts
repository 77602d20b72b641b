import { deliver } from '../core/deliver';
import type { OtpRequest } from '../core/otp-request';
import type { PrefixPolicy } from '../core/prefix-policy';
import type { Result } from '../core/result';
import type { VerifyPort } from '../core/verify-port';
import type { Call } from './endpoint';
import { createDeliveryReply, type Reply } from './reply';

/** Answers a provider's request, once it is read: with its delivery, or with the problem that kept it back. */
export async function sent(
  request: Result<OtpRequest>,
  verify: VerifyPort,
  prefixes: PrefixPolicy,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
): Promise<Result<Reply>> {
  if (!request.ok) return request;
  return createDeliveryReply(request.value, await deliver(request.value, verify, prefixes, deadline), addLogFields);
}
