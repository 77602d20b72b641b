import { randomUUID } from 'node:crypto';
import type { Context, ServerlessCallback } from '@twilio-labs/serverless-runtime-types/types';
import { createDeadline, systemClock, type Deadline } from '../core/deadline';
import type { Problem } from '../core/problem';
import type { Result } from '../core/result';
import { authenticate, challenges, type Credentials } from './credentials';
import { createProblemReply, type Reply } from './reply';

/** What a function gets of one call, once its caller is known. */
export interface Call<Settings> {
  settings: Settings;
  /** The body's and the query's keys as the runtime merged them, without its own key `request`. */
  body: Readonly<Record<string, unknown>>;
  /** `event.request`, of whatever shape that is: see authenticate(). http/request.ts reads it. */
  request: unknown;
  context: Context;
  deadline: Deadline;
  /** Adds to the call's one log line. Nothing that was not masked. */
  addLogFields: (fields: Record<string, unknown>) => void;
  /** Adds where an unexpected error happened. */
  logError: (error: unknown) => void;
}

export interface Endpoint<Settings> {
  idp?: string;
  readSettings: (env: Readonly<Record<string, unknown>>) => Result<Settings>;
  /** Who may call. Without it anybody may. */
  credentials?: (settings: Settings) => Credentials;
  handle: (call: Call<Settings>) => Promise<Result<Reply>> | Result<Reply>;
  /** How a problem is told, if not as a problem document: to a person, by a page. */
  renderProblem?: (problem: Problem) => Reply;
}

type Event = Readonly<Record<string, unknown>>;
type Handler = (context: Context, event: Event, callback: ServerlessCallback) => void;

/**
 * A Twilio Function: is it configured, is the caller known, what is the answer. It answers once, always through
 * `callback(null, response)`, because `callback(error)` prints stacks and secrets, and logs one line.
 *
 * The handler is no async function: Twilio documents those only for a newer runtime handler than can be pinned.
 */
export function createEndpoint<Settings>(
  name: string,
  { idp, renderProblem = createProblemReply, ...steps }: Endpoint<Settings>,
): Handler {
  return (context, event, callback) => {
    const time = createDeadline(systemClock);
    const correlationId = randomUUID();
    const notes: Record<string, unknown> = {};
    const note = (fields: Record<string, unknown>) => void Object.assign(notes, fields);
    const fault = (error: unknown) => note({ stack: readStack(error) });
    void run({ ...steps, renderProblem }, event, { context, deadline: time, addLogFields, logError })
      .catch((error: unknown) => {
        fault(error);
        return renderProblem(INTERNAL_ERROR);
      })
      .then((reply) => {
        const { code: outcome = reply.body['status'], twilio_code, errors } = reply.body;
        const ms = time.now() - time.startedAt;
        const call = {
          correlation_id: correlationId,
          endpoint: name,
          idp,
          outcome,
          status: reply.status,
          ms,
        };
        // Twilio puts what is logged as an error into its debugger, too: what the owner must mend.
        const log = reply.status === 500 ? console.error : console.log;
        log(JSON.stringify({ ...call, twilio_code, errors, ...notes }));
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

async function run<Settings>(
  { renderProblem, ...steps }: Required<Pick<Endpoint<Settings>, 'refused'>> & Endpoint<Settings>,
  event: Event,
  call: Omit<Call<Settings>, 'settings' | 'body' | 'request'>,
): Promise<Reply> {
  const settings = steps.readSettings(call.context);
  if (!settings.ok) return renderProblem(settings.problem);
  const request = Object.hasOwn(event, 'request') ? event['request'] : undefined;
  if (steps.credentials !== undefined) {
    const credentials = steps.credentials(settings.value);
    const problem = authenticate(request, credentials);
    if (problem !== undefined) {
      const reply = renderProblem(problem);
      return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': challenges[credentials.scheme] } };
    }
  }
  const { request: _, ...body } = event;
  const answer = await steps.handle({ ...call, settings: settings.value, body, request });
  return answer.ok ? answer.value : renderProblem(answer.problem);
}

/** Where it happened, without the message: a message may quote what it could not read, on several lines. */
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
