import { readConfiguration, readConsolePassword } from '../../config';
import { plays } from '../../endpoints/verify-api/plays';
import { wrapReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { entryOf, parseFields, text } from '../../http/fields';
import { parseWireBody } from '../../http/wire-body';

/** POST /console/own-code: the test page calls an endpoint for Verify's own codes, with everything but its token. */
export const handler = createEndpoint('console/own-code', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const fields = parseFields(call.body, { path: entryOf(plays), body: text(100_000) });
    if (!fields.ok) return fields;
    const [path, play] = fields.value.path;
    call.addLogFields({ caller: path });
    const body = parseWireBody('application/json', fields.value.body);
    return wrapReply(body.ok ? await play(body.value, call.context, call) : body, call);
  },
});
