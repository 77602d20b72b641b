import { ok } from '../core/result';
import { createEndpoint } from '../http/endpoint';
import { createJsonReply, createProblemReply } from '../http/reply';
import { providers } from '../identity-providers/registry';
import { checkHealth } from '../status/health';

/** GET /health: for monitors, open to anybody. Names of variables, never their values. */
export const handler = createEndpoint('health', {
  readSettings: (env) => ok(checkHealth(env, providers)),
  handle({ settings: problem }) {
    return ok(
      problem === undefined ? createJsonReply(200, { status: 'ok' }) : createProblemReply(problem, 503),
    );
  },
});
