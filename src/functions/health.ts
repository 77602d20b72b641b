import { health } from '../config';
import { endpoint } from '../http/endpoint';
import { json, problemReply } from '../http/reply';

/** GET /health: for monitors, open to anybody. Names of variables, never their values. */
export const handler = endpoint('health', {
  configuration: (env) => ({ ok: true, value: health(env) }),
  answer({ settings: problem }) {
    if (problem === undefined) return { ok: true, value: json(200, { status: 'ok' }) };
    return { ok: true, value: problemReply(problem, 503) };
  },
});
