import { fetchFactorPhone } from '../../apis/okta/factors';
import type { Credentials } from '../../http/credentials';
import { createJsonReply, createProblemReply } from '../../http/reply';
import type { EventRoute, OtpRoute, Provider } from '../provider';
import { readRecords } from '../records';
import { parseEvent, type FactorReference } from './event';
import { parseOtpRequest } from './otp-request';
import { profile } from './profile';
import { renderCommands, renderError } from './replies';
import { readHookCredentials, readOrgSettings, type OrgSettings } from './settings';

const idp = 'okta';

/** Okta gives up after 3 s: https://developer.okta.com/docs/concepts/inline-hooks/#time-out-and-retry */
const timeoutMs = 2_600;

/** The telephony inline hook. */
export const telephonyRoute: OtpRoute<Credentials> = {
  idp,
  path: 'okta/telephony',
  timeoutMs,
  readSettings: readHookCredentials,
  credentials: (credentials) => credentials,
  parseRequest: parseOtpRequest,
  renderDelivery: (delivery) => createJsonReply(200, renderCommands(delivery)),
  renderProblem(problem) {
    const { status, headers } = createProblemReply(problem);
    const reply = createJsonReply(status, renderError(problem));
    return { ...reply, headers: { ...headers, ...reply.headers } };
  },
};

interface EventSettings {
  credentials: Credentials;
  org: OrgSettings | undefined;
}

/** The event hook, whose events name a user: the Factors API has the number. */
export const eventRoute: EventRoute<EventSettings, FactorReference> = {
  idp,
  path: 'okta/events',
  timeoutMs,
  readSettings: (env, problems) => ({
    credentials: readHookCredentials(env, problems),
    org: readOrgSettings(env, problems),
  }),
  credentials: ({ credentials }) => credentials,
  readEvents: (body) => readRecords(body, ['data', 'events'], ['eventType', 'uuid']),
  parseEvent,
  /** https://developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request */
  answerChallenge(header, body) {
    const challenge = header('x-okta-verification-challenge') ?? '';
    const isChallenge = /^[!-~]{1,256}$/.test(challenge) && !Object.hasOwn(body, 'data');
    return isChallenge ? createJsonReply(200, { verification: challenge }) : undefined;
  },
  phoneLookup: {
    describeMissing: ({ org }) =>
      org === undefined ? 'Set OKTA_ORG_URL and OKTA_API_TOKEN to find numbers.' : undefined,
    isOwn: ({ org }) => org !== undefined,
    async findPhone({ org }, reference, deadline) {
      return org === undefined ? { kind: 'unmappable' } : fetchFactorPhone(org, reference, deadline);
    },
  },
};

export const provider: Provider = {
  profile,
  otpRoutes: [telephonyRoute],
  eventRoute,
};
