import { lookUpNumber } from '../apis/twilio/lookup';
import { sendMessage } from '../apis/twilio/messaging';
import { createVerifyPort } from '../apis/twilio/verify';
import { canCall } from '../apis/twilio/voice-senders';
import { combineReaders, readConfiguration, readSendSettings, type SendSettings } from '../config';
import { takeShare } from '../core/deadline';
import { deliver, type DeliveryPorts } from '../core/deliver';
import { FallbackLimit } from '../core/fallback';
import type { Delivery } from '../core/otp-request';
import { maskNumber } from '../core/phone-number';
import type { Fields } from '../core/record';
import { ok, type Result } from '../core/result';
import { SentChannels } from '../core/sent-channels';
import { SentRequests } from '../core/sent-requests';
import { createEndpoint, type Call, type Handler } from '../http/endpoint';
import { createDeliveryReply, type Reply } from '../http/reply';
import type { OtpRoute } from '../identity-providers/provider';

/** A Lookup that hangs must leave the send its time, if POLICY_ON_ERROR lets the code through. */
const LOOKUP_SHARE = 0.4;

/** Of all sends of a function's process, those of the test page too. */
const fallbackLimit = new FallbackLimit();

/** What a warm process remembers of its sends. */
export class SendMemory {
  readonly requests = new SentRequests();
  readonly channels = new SentChannels();
}

/** Creates the function of a route to which a provider posts one-time passcodes. */
export function createOtpEndpoint<Settings>(route: OtpRoute<Settings>): Handler {
  const memory = new SendMemory();
  return createEndpoint(route.path, {
    idp: route.idp,
    timeoutMs: route.timeoutMs,
    renderProblem: route.renderProblem,
    readSettings: (env) =>
      readConfiguration(env, combineReaders({ route: route.readSettings, send: readSendSettings })),
    credentials: ({ route: settings }) => route.credentials(settings),
    handle: (call) => handleOtpRequest(route, call.body, call.settings.send, memory, call),
  });
}

/**
 * Delivers the passcode of one request.
 * @returns 201, or the answer in the provider's own format; or the problem for which the passcode was not delivered
 */
export async function handleOtpRequest<Settings>(
  route: OtpRoute<Settings>,
  body: Fields,
  settings: SendSettings,
  memory: SendMemory,
  call: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
): Promise<Result<Reply>> {
  const request = route.parseRequest(body);
  if (!request.ok) return request;
  const { tags, to } = request.value;
  const { deadline, addLogFields } = call;
  addLogFields({ idp: tags['idp'], channel: request.value.channel, to: maskNumber(to) });
  const ports = createPorts(settings, memory, call);
  const { result, isRepeated } = memory.requests.send(request.value, deadline.now(), () =>
    deliver(request.value, settings.policy, ports, deadline),
  );
  if (isRepeated) addLogFields({ repeated: true });
  const delivery = await result;
  return delivery.ok ? ok(renderDelivery(route, delivery.value, call)) : delivery;
}

function renderDelivery<Settings>(
  route: OtpRoute<Settings>,
  delivery: Delivery,
  { addLogFields }: Pick<Call<unknown>, 'addLogFields'>,
): Reply {
  const { sid, channel, via, to } = delivery;
  addLogFields({ outcome: 'delivered', channel, sid, via, to: maskNumber(to) });
  const reply = createDeliveryReply(delivery);
  return route.renderDelivery === undefined
    ? reply
    : { ...route.renderDelivery(delivery), delivery: reply.body };
}

function createPorts(
  { fallbackSenders: senders, lifetime, policy, twilio }: SendSettings,
  memory: SendMemory,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
): DeliveryPorts {
  return {
    verify: createVerifyPort(twilio, deadline, policy.riskLimit !== undefined),
    lookUp: (number, packages) => lookUpNumber(twilio, number, packages, takeShare(deadline, LOOKUP_SHARE)),
    fallback:
      senders.length === 0
        ? undefined
        : {
            senders,
            limit: fallbackLimit,
            canCall: (from) => canCall(twilio, from, deadline),
            send: (message) => sendMessage(twilio, message, deadline),
          },
    sentChannels: memory.channels,
    verificationLifetimeMs: lifetime,
    addLogFields,
  };
}
