import { createApprover } from '../apis/twilio/approve';
import { createFallbackFinder } from '../apis/twilio/messages-sent';
import { combineReaders, readConfiguration, readFeedbackSettings, type FeedbackSettings } from '../config';
import { reportOutcomes, type FeedbackPorts, type Outcome, type SettledEvents } from '../core/feedback';
import type { PhoneNumber } from '../core/phone-number';
import type { Fields } from '../core/record';
import { ok, type Result } from '../core/result';
import { TtlCache } from '../core/ttl-cache';
import { createEndpoint, type Call, type Handler } from '../http/endpoint';
import { createReportReply, type Reply } from '../http/reply';
import { readHeader } from '../http/request';
import type { EventRoute } from '../identity-providers/provider';

/** They take 3 MB with the ids of Auth0, 4 MB with those of PingOne, and 8 MB at most, whatever the ids are. */
const MAX_SETTLED_EVENTS = 10_000;

/** The function of a route on which a provider posts what became of the passcodes. */
export function createEventEndpoint<Settings, Reference extends string>(
  route: EventRoute<Settings, Reference>,
): Handler {
  // One warm process serves one deployment, whose Verify service and tenant never change.
  const settledEvents: SettledEvents = new TtlCache(MAX_SETTLED_EVENTS);
  return createEndpoint(route.path, {
    idp: route.idp,
    timeoutMs: route.timeoutMs,
    readSettings: (env) =>
      readConfiguration(env, combineReaders({ route: route.readSettings, feedback: readFeedbackSettings })),
    credentials: ({ route: settings }) => route.credentials(settings),
    handle(call) {
      const challenge = route.answerChallenge?.((name) => readHeader(call.request, name), call.body);
      if (challenge !== undefined) {
        call.addLogFields({ outcome: 'challenge_answered' });
        return ok(challenge);
      }
      const { route: settings, feedback } = call.settings;
      const { phoneLookup } = route;
      if (phoneLookup === undefined) return handleEvents(route, call.body, feedback, { settledEvents }, call);
      const hint = phoneLookup.describeMissing(settings);
      if (hint !== undefined) call.addLogFields({ hint });
      const parseEvent = (event: unknown): Outcome<Reference> => {
        const outcome = route.parseEvent(event);
        const isOther = outcome.kind === 'success' && !phoneLookup.isOwn(settings, outcome.reference);
        return isOther ? { kind: 'unmappable' } : outcome;
      };
      const findPhone = (reference: Reference) => phoneLookup.findPhone(settings, reference, call.deadline);
      return handleEvents({ ...route, parseEvent }, call.body, feedback, { findPhone, settledEvents }, call);
    },
  });
}

/**
 * Approves the successes of one batch.
 * @param ports without `findPhone`, each event names its number itself
 * @returns 200 or 503 with a count for every event; or `invalid_request` where the body holds no events
 */
export async function handleEvents<Reference extends string>(
  route: Pick<EventRoute<never, Reference>, 'readEvents' | 'parseEvent'>,
  body: Fields,
  { fallbackSenders, lifetime, twilio }: FeedbackSettings,
  ports: Partial<Pick<FeedbackPorts<Reference>, 'findPhone' | 'settledEvents'>>,
  { deadline, addLogFields, logError }: Pick<Call<unknown>, 'deadline' | 'addLogFields' | 'logError'>,
): Promise<Result<Reply>> {
  const events = route.readEvents(body);
  if (!events.ok) return events;
  const report = await reportOutcomes(
    events.value.map((event) => route.parseEvent(event)),
    {
      findPhone: useReferenceAsPhone,
      approve: createApprover(twilio, deadline),
      logError,
      ...(fallbackSenders.length > 0 && {
        wasSentByFallback: createFallbackFinder(twilio, fallbackSenders, lifetime, deadline),
      }),
      ...ports,
    },
    lifetime,
    deadline,
  );
  addLogFields({ ...(report.failed === 0 && { outcome: 'reported' }), ...report });
  return ok(createReportReply(report));
}

const useReferenceAsPhone = (reference: string) =>
  Promise.resolve({ kind: 'done' as const, value: reference satisfies PhoneNumber });
