import { createVerifyPort } from '../apis/twilio/verify';
import { combineReaders, readConfiguration, readPrefixPolicy, readTwilioSettings } from '../config';
import { deliver } from '../core/deliver';
import { maskNumber } from '../core/phone-number';
import type { Fields } from '../core/record';
import { ok, type Result } from '../core/result';
import { SentRequests } from '../core/sent-requests';
import { createEndpoint, type Call, type Handler } from '../http/endpoint';
import { createDeliveryReply, type Reply } from '../http/reply';
import type { OtpRoute } from '../identity-providers/provider';

/** The settings of every send, for all providers. */
export const readSendSettings = combineReaders({ prefixes: readPrefixPolicy, twilio: readTwilioSettings });

type SendSettings = ReturnType<typeof readSendSettings>;

/** Creates the function of a route to which a provider posts one-time passcodes. */
export function createOtpEndpoint<Settings>(route: OtpRoute<Settings>): Handler {
  const sentRequests = new SentRequests();
  return createEndpoint(route.path, {
    idp: route.idp,
    timeoutMs: route.timeoutMs,
    renderProblem: route.renderProblem,
    readSettings: (env) =>
      readConfiguration(env, combineReaders({ route: route.readSettings, send: readSendSettings })),
    credentials: ({ route: settings }) => route.credentials(settings),
    handle: (call) => handleOtpRequest(route, call.body, call.settings.send, sentRequests, call),
  });
}

/**
 * Delivers the passcode of one request.
 * @returns 201, or the answer in the provider's own format; or the problem for which the passcode was not delivered
 */
export async function handleOtpRequest<Settings>(
  route: OtpRoute<Settings>,
  body: Fields,
  { prefixes, twilio }: SendSettings,
  sentRequests: SentRequests,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
): Promise<Result<Reply>> {
  const request = route.parseRequest(body);
  if (!request.ok) return request;
  const { tags, to } = request.value;
  addLogFields({ idp: tags['idp'], channel: request.value.channel, to: maskNumber(to) });
  const { result, isRepeated } = sentRequests.send(request.value, deadline.now(), () =>
    deliver(request.value, createVerifyPort(twilio, deadline), prefixes, deadline),
  );
  if (isRepeated) addLogFields({ repeated: true });
  const delivery = await result;
  if (!delivery.ok) return delivery;
  const { sid, channel } = delivery.value;
  addLogFields({ outcome: 'delivered', channel, sid });
  const reply = createDeliveryReply(delivery.value);
  return ok(
    route.renderDelivery === undefined
      ? reply
      : { ...route.renderDelivery(delivery.value), delivery: reply.body },
  );
}
