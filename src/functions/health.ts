import { health } from '../config';
import { createEndpoint } from '../http/endpoint';
import { createJsonReply, createProblemReply } from '../http/reply';

/** GET /health: for monitors, open to anybody. Names of variables, never their values. */
export const handler = createEndpoint('health', {
  readSettings: (env) => ({ ok: true, value: health(env) }),
  handle({ settings: problem }) {
    if (problem === undefined) return { ok: true, value: createJsonReply(200, { status: 'ok' }) };
    return { ok: true, value: createProblemReply(problem, 503) };
  },
});
