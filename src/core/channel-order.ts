import type { Channel, SendRequest } from './otp-request';

/**
 * The channels in the order in which they are tried for one request.
 *
 * Without a plan: the channel that is asked for, and a call where SMS reaches a landline. With a plan: its order, but
 * - a channel that is asked for and is not SMS comes first, because the user chose it;
 * - a number that is known as a landline is called first;
 * - if a code is pending, the next channel after its last one comes first: the user asks again because it did not come;
 * - an extension can only be dialled, and an e-mail needs an address.
 *
 * @param planned the owner's channels for the number; undefined without a plan
 * @param lineType as Lookup names it, if it was asked
 * @param pending the channel of the code that is pending
 * @returns an empty list if the plan has no channel that fits
 */
export function orderChannels(
  request: SendRequest,
  planned: readonly Channel[] | undefined,
  lineType: string | undefined,
  pending: Channel | undefined,
): readonly Channel[] {
  const { channel: asked, sendDigits, email } = request;
  const isLandline = lineType === 'landline';
  if (asked === 'email' && planned === undefined) return ['email'];
  if (planned === undefined) {
    if (asked !== 'sms') return [asked];
    return isLandline ? ['call'] : ['sms', 'call'];
  }
  const fitting = planned.filter((channel) => {
    if (asked === 'email') return channel === 'email';
    if (channel === 'email') return email !== undefined;
    return sendDigits === undefined || channel === 'call';
  });
  if (asked !== 'sms') return moveFirst(fitting, asked);
  if (isLandline && fitting.includes('call')) return moveFirst(fitting, 'call');
  const last = pending === undefined ? -1 : fitting.indexOf(pending);
  return [...fitting.slice(last + 1), ...fitting.slice(0, last + 1)];
}

function moveFirst(channels: readonly Channel[], first: Channel): readonly Channel[] {
  return channels.includes(first) ? [first, ...channels.filter((channel) => channel !== first)] : channels;
}
