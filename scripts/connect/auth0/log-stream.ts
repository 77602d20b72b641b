import type { Management } from 'auth0';
import { stripBearer } from '../../../src/config/reader';
import { quote, quoteOther } from '../quote';
import { explain } from './client';
import { markHeaders, readMark } from './log-stream-mark';
import { checkList, createStep, joinWords, nameForBridge, type ScopedPart, type Tenant } from './tenant';

type Stream = Management.LogStreamHttpResponseSchema;

/** docs/auth0.md says which event is in which category. */
export const CATEGORIES = ['other', 'user.notification', 'auth.login.success'] as const;
const filters = CATEGORIES.map((name) => ({ type: 'category' as const, name }));

/** A masked number or user name leads to nobody. */
const NEEDED = ['phone', 'username'];

const createSink = ({ bridge, logStreamToken }: Tenant) => ({
  httpEndpoint: new URL('/auth0/log-stream', bridge).href,
  httpAuthorization: logStreamToken,
  httpContentType: 'application/json',
  httpContentFormat: 'JSONARRAY' as const,
});

/**
 * The log stream to this deployment. Its address tells which one it is, so that a tenant may have one for each; one that was
 * made by hand or with Terraform serves as well, if it is right. Auth0 gives back the token (INFERRED from the recorded answers in
 * https://github.com/auth0/terraform-provider-auth0/blob/main/test/data/recordings/TestAccLogStreamHTTP.yaml).
 */
export async function inspectLogStream(tenant: Tenant): Promise<ScopedPart> {
  const name = 'log stream';
  const { logStreams } = tenant.client;
  const streams = await listLogStreams(tenant);
  const stream = findLogStream(streams, tenant);
  const sink = createSink(tenant);
  if (stream === undefined) {
    const title = nameForBridge(tenant.bridge, streams);
    const text = `create ${quote(title)} to ${sink.httpEndpoint}, with its token and ${filters.length} filters`;
    const create = createStep('create:log_streams', text, () =>
      logStreams.create({
        name: title,
        type: 'http',
        filters,
        sink: { ...sink, httpCustomHeaders: markHeaders([], 'connect') },
      }),
    );
    return { name, found: 'No log stream leads to this deployment.', steps: [create] };
  }
  const id = stream.id ?? '';
  const title = quote(stream.name);
  const differences = listDifferences(stream, sink);
  const status = quoteOther(stream.status ?? 'active');
  const what = joinWords(differences);
  const steps = [
    ...(differences.length === 0
      ? []
      : [
          createStep('update:log_streams', `update ${title}: ${what}`, () =>
            logStreams.update(id, createChange(stream, sink, differences)),
          ),
        ]),
    // Auth0 pauses a stream that could not be delivered for seven days: https://auth0.com/docs/customize/log-streams
    ...(status === 'active'
      ? []
      : [
          createStep('update:log_streams', `resume ${title}, which is ${status}`, () =>
            logStreams.update(id, { status: 'active' }),
          ),
        ]),
  ];
  const faults = [
    ...(differences.length === 0 ? [] : [`differs in ${what}`]),
    ...(status === 'active' ? [] : [`is ${status}`]),
  ];
  const found = faults.length === 0 ? 'is active, with the present token and filters' : joinWords(faults);
  const part = { name, found: `${title} ${found}.`, steps };
  if (steps.length === 0 || readMark(stream) !== undefined) return part;
  const conflict = `${title} leads to this deployment, was not made by this command, and ${joinWords(faults)}.`;
  return { ...part, conflict };
}

const TOKEN = 'the token';
const FORMAT = 'the format (JSON Array)';
const TYPE = 'the content type (application/json)';
const FILTERS = `the filters (${CATEGORIES.join(', ')})`;
const OBFUSCATION = 'the obfuscation of phone and user name (none)';

/** In words, and without any value of the tenant. */
function listDifferences(
  { sink, filters: own = [], pii_config: pii }: Stream,
  wanted: Management.LogStreamHttpSink,
) {
  const names = own.map((filter) => String(filter.name)).sort();
  const isHidden = pii?.log_fields.some((field) => NEEDED.includes(field)) ?? false;
  return [
    ...(stripBearer(sink?.httpAuthorization ?? '') === wanted.httpAuthorization ? [] : [TOKEN]),
    ...(sink?.httpContentFormat === wanted.httpContentFormat ? [] : [FORMAT]),
    ...(sink?.httpContentType === wanted.httpContentType ? [] : [TYPE]),
    ...(names.join() === [...CATEGORIES].sort().join() ? [] : [FILTERS]),
    ...(isHidden ? [OBFUSCATION] : []),
  ];
}

function createChange(
  stream: Stream,
  wanted: Management.LogStreamHttpSink,
  differences: readonly string[],
): Management.UpdateLogStreamRequestContent {
  const { sink, pii_config: pii } = stream;
  const mark = readMark(stream);
  const isOfSink = [TOKEN, FORMAT, TYPE].some((one) => differences.includes(one));
  const kept = pii?.log_fields.filter((field) => !NEEDED.includes(field)) ?? [];
  return {
    // The sink is replaced as a whole, so that headers of the owner's are named again.
    ...((isOfSink || mark === undefined) && {
      sink: {
        ...sink,
        ...wanted,
        httpCustomHeaders: markHeaders(sink?.httpCustomHeaders, mark ?? 'taken over'),
      },
    }),
    ...(differences.includes(FILTERS) && { filters }),
    ...(differences.includes(OBFUSCATION) && { pii_config: { ...pii, log_fields: kept } }),
  };
}

export async function listLogStreams({ client }: Tenant): Promise<Management.LogStreamResponseSchema[]> {
  return checkList(await explain('read:log_streams', () => client.logStreams.list()));
}

/** Ours comes first. A prioritised stream has other events in it, and cannot become an ordinary one. */
export function findLogStream(
  streams: readonly Management.LogStreamResponseSchema[],
  { bridge }: Tenant,
): Stream | undefined {
  const found = streams
    .filter(isHttp)
    .filter(({ sink, isPriority }) => isPriority !== true && leadsTo(sink, bridge));
  return found.find((stream) => readMark(stream) !== undefined) ?? found[0];
}

const isHttp = (stream: Management.LogStreamResponseSchema): stream is Stream => stream.type === 'http';

function leadsTo(sink: Stream['sink'], bridge: URL): boolean {
  const address = sink?.httpEndpoint ?? '';
  const wanted = new URL('/auth0/log-stream', bridge).href;
  return URL.canParse(address) && new URL(address).href === wanted;
}
