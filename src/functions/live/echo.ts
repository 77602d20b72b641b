import { readConfiguration } from '../../config';
import { ok } from '../../core/result';
import { createEndpoint } from '../../http/endpoint';
import { readDirections } from '../../live/directions';
import { createEchoReply, describeCall, logAfterAnswer, refuseStranger } from '../../live/echo';
import { createEchoReader } from '../../live/settings';

/** POST /live/echo: closed, but for the hour of a live check. Says what form a call has, and nothing of its content. */
export const handler = createEndpoint('live/echo', {
  readSettings: (env) => readConfiguration(env, createEchoReader(Date.now())),
  async handle({ settings: token, body, request, deadline, addLogFields }) {
    const refusal = refuseStranger(request, token);
    if (refusal !== undefined) return ok(refusal);
    const directions = readDirections(body);
    if (!directions.ok) return directions;
    const echo = describeCall(request, directions.value.body, token);
    addLogFields({ echo });
    if (directions.value.delayMs > 0) await deadline.wait(directions.value.delayMs);
    if (directions.value.isAfter) logAfterAnswer(deadline, echo.digest);
    return ok(createEchoReply(echo, directions.value));
  },
});
