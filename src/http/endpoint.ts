import { randomUUID } from 'node:crypto';
import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { createDeadline, systemClock, type Deadline } from '../core/deadline';
import type { Problem } from '../core/problem';
import type { Fields } from '../core/record';
import type { Result } from '../core/result';
import { authenticate, challenges, type Credentials } from './credentials';
import { createProblemReply, type Reply } from './reply';

/** One call of a function, after its caller is authenticated. */
export interface Call<Settings> {
  settings: Settings;
  /** The body's and the query's keys as the runtime merged them, without its own key `request`. */
  body: Fields;
  /** `event.request`, whose shape is not trusted (see authenticate()); http/request.ts reads it. */
  request: unknown;
  context: Context;
  deadline: Deadline;
  /** Adds fields to the one log line of the call. Phone numbers must be masked. */
  addLogFields: (fields: Record<string, unknown>) => void;
  /** Adds the stack of an unexpected error to the log line. */
  logError: (error: unknown) => void;
}

export interface Endpoint<Settings> {
  /** The provider that calls it. */
  idp?: string;
  readSettings: (env: Fields) => Result<Settings>;
  /** Who may call; everybody if it is not given. */
  credentials?: (settings: Settings) => Credentials;
  handle: (call: Call<Settings>) => Promise<Result<Reply>> | Result<Reply>;
  /** How a problem is answered, if not by a problem document: a page for a person, a provider's own format. */
  renderProblem?: ((problem: Problem) => Reply) | undefined;
  /** The time of the whole call. */
  timeoutMs?: number | undefined;
}

type Event = Fields;
export type Handler = (context: Context, event: Event, callback: ServerlessCallback) => void;

/**
 * Creates the handler of a Twilio Function. It checks the configuration and the credentials, handles the call, answers
 * once and logs one line. It always answers with `callback(null, response)`, because `callback(error)` prints stacks
 * and secrets.
 *
 * The handler is not an async function: Twilio documents those only for a newer runtime handler than can be pinned.
 */
export function createEndpoint<Settings>(name: string, endpoint: Endpoint<Settings>): Handler {
  return (context, event, callback) => {
    const deadline = createDeadline(systemClock, endpoint.timeoutMs);
    const correlationId = randomUUID();
    const fields: Record<string, unknown> = {};
    const addLogFields = (more: Record<string, unknown>) => void Object.assign(fields, more);
    const logError = (error: unknown) => addLogFields({ stack: readStack(error) });
    void handleEvent(endpoint, event, { context, deadline, addLogFields, logError })
      .catch((error: unknown) => {
        logError(error);
        return renderReply(INTERNAL_ERROR, endpoint.renderProblem);
      })
      .then((reply) => {
        const {
          code: outcome = reply.body['status'],
          twilio_code,
          errors,
          rule,
        } = reply.problem ?? reply.body;
        const ms = deadline.now() - deadline.startedAt;
        const call = { correlation_id: correlationId, endpoint: name, idp: endpoint.idp, outcome };
        // Twilio also shows what is logged as an error in its debugger: these are the errors that the owner must correct.
        const log = reply.status === 500 ? console.error : console.log;
        log(JSON.stringify({ ...call, status: reply.status, ms, twilio_code, errors, rule, ...fields }));
        callback(null, createResponse(reply, correlationId));
      });
  };
}

const INTERNAL_ERROR: Problem = {
  code: 'internal_error',
  detail:
    'An unexpected fault. The log line with the X-Correlation-Id of this reply has its place in the code.',
  retryable: false,
};

async function handleEvent<Settings>(
  endpoint: Endpoint<Settings>,
  event: Event,
  call: Omit<Call<Settings>, 'settings' | 'body' | 'request'>,
): Promise<Reply> {
  const settings = endpoint.readSettings(call.context);
  if (!settings.ok) return renderReply(settings.problem, endpoint.renderProblem);
  const request = Object.hasOwn(event, 'request') ? event['request'] : undefined;
  const { request: _, ...body } = event;
  if (endpoint.credentials !== undefined) {
    const credentials = endpoint.credentials(settings.value);
    const problem = authenticate(request, credentials, { body, now: call.deadline.now() });
    if (problem !== undefined) {
      const reply = renderReply(problem, endpoint.renderProblem);
      return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': challenges[credentials.scheme] } };
    }
  }
  const reply = await endpoint.handle({ ...call, settings: settings.value, body, request });
  return reply.ok ? reply.value : renderReply(reply.problem, endpoint.renderProblem);
}

/** A problem in the format that the caller wants, with our own document for the log line. */
export function renderReply(problem: Problem, renderProblem: Endpoint<never>['renderProblem']): Reply {
  const reply = createProblemReply(problem);
  return renderProblem === undefined ? reply : { ...renderProblem(problem), problem: reply.body };
}

/** The stack without the message, because a message may quote the input that it could not read. */
function readStack(error: unknown): string[] {
  const { stack = '', message = '' } = Object(error) as { stack?: unknown; message?: unknown };
  const places = String(stack).replace(String(message), '');
  return Array.from(places.matchAll(/^ +(at .*:\d+:\d+\)?)$/gm), ([, line = '']) => line);
}

function createResponse({ status, headers, body, html }: Reply, correlationId: string) {
  const reply = new Twilio.Response();
  reply.setStatusCode(status);
  reply.setBody(html?.text ?? JSON.stringify(body));
  const all = { ...headers, 'X-Correlation-Id': correlationId, 'Cache-Control': 'no-store' };
  for (const [name, value] of Object.entries(all)) reply.appendHeader(name, value);
  return reply;
}
