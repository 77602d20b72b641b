import { asList, asObject, asText } from '../json';
import { parseMark, renderMark, type Mark } from './mark';
import type { Deployment } from './settings';
import { findMatch, without, WRITTEN_BY_PINGONE, type Match, type Resource } from './resource';

const METHODS = { SMS: '/pingone/sms', VOICE: '/pingone/voice' } as const;
const CONTENT_TYPE = 'application/x-www-form-urlencoded';

/** `message` as docs/pingone.md recommends, or `text` for who sends notifications without a passcode. */
type MessageField = (typeof FIELDS)[number];
const FIELDS = ['message', 'text'] as const;

/**
 * The body of both requests. `${to}` comes before `${message}`, as Ping asks. The last field is no secret and means nothing to
 * verify-bridge, which ignores unknown fields: it marks the sender as this command's, and changes with the password, which
 * PingOne is not known to return.
 * @param mark see renderMark()
 */
export const renderBody = (mark: string, field: MessageField = 'message'): string =>
  `to=\${to}&otp=\${otp}&${field}=\${message}&from=\${from}&locale=\${locale}&connection=${mark}`;

const MARK = /&connection=([^&]*)$/;

const listRequests = (sender: Resource): Record<string, unknown>[] =>
  asList(sender['requests']).map(asObject);

const listMarks = (sender: Resource): (Mark | undefined)[] =>
  listRequests(sender).map(({ body }) => parseMark(MARK.exec(asText(body))?.[1]));

/** Whether this command made the sender: one without a mark is somebody else's. */
export function isMadeSender(sender: Resource): boolean {
  const marks = listMarks(sender).filter((mark) => mark !== undefined);
  return marks.length > 0 && marks.every(({ isTaken }) => !isTaken);
}

/** The sender of this deployment among all of the environment. */
export const findSender = (all: readonly Resource[], bridge: URL): Match =>
  findMatch(all, bridge, {
    isMarked: (sender) => listMarks(sender).some((mark) => mark !== undefined),
    listUrls: (sender) => listRequests(sender).map(({ url }) => asText(url)),
  });

/** https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html */
export function createSender(
  { bridge, settings, fingerprint }: Deployment,
  name: string,
): Record<string, unknown> {
  const { username, password } = settings;
  return {
    provider: 'CUSTOM_PROVIDER',
    name,
    authentication: { method: 'BASIC', username, password },
    requests: Object.entries(METHODS).map(([deliveryMethod, path]) => ({
      deliveryMethod,
      method: 'POST',
      url: new URL(path, bridge).href,
      headers: { 'content-type': CONTENT_TYPE },
      body: renderBody(renderMark({ fingerprint, isTaken: false })),
      phoneNumberFormat: 'FULL',
    })),
  };
}

/**
 * The whole of a sender as it shall be, for a PUT: its name, its numbers and whatever else somebody entered stay. With its
 * id, without which PingOne refuses its own name as taken
 * (https://github.com/pingidentity/terraform-provider-pingone/pull/1066).
 */
export function correctSender(sender: Resource, deployment: Deployment): Record<string, unknown> {
  const { requests, ...rest } = createSender(deployment, asText(sender['name']));
  const mark = renderMark({ fingerprint: deployment.fingerprint, isTaken: !isMadeSender(sender) });
  return {
    ...without(sender, WRITTEN_BY_PINGONE),
    ...rest,
    requests: asList(requests).map((request) => {
      const right = asObject(request);
      const found = findRequest(sender, right['deliveryMethod']);
      if (found === undefined) return { ...right, body: renderBody(mark) };
      const headers = Object.entries(asObject(found['headers'])).filter(([name]) => !isContentType(name));
      const body = renderBody(mark, readMessageField(found));
      return {
        ...found,
        ...right,
        body,
        headers: { ...Object.fromEntries(headers), ...asObject(right['headers']) },
      };
    }),
  };
}

/** What differs, in words: `the password`, `the SMS body`. A password without a fingerprint beside it may be any. */
export function compareSender(sender: Resource, deployment: Deployment): string[] {
  const { method, username } = asObject(sender['authentication']);
  const marks = listMarks(sender);
  const isPasswordKnown =
    marks.length > 0 && marks.every((mark) => mark?.fingerprint === deployment.fingerprint);
  const right = asList(createSender(deployment, '')['requests']).map(asObject);
  return [
    ...(sender['provider'] === 'CUSTOM_PROVIDER' ? [] : ['the kind of the sender']),
    ...(method === 'BASIC' ? [] : ['the authorization']),
    ...(username === deployment.settings.username ? [] : ['the user name']),
    ...(isPasswordKnown ? [] : ['the password']),
    ...right.flatMap((request) => compareRequest(sender, request)),
    ...(listRequests(sender).length > right.length ? ['a request too many'] : []),
  ];
}

function compareRequest(sender: Resource, right: Record<string, unknown>): string[] {
  const title = asText(right['deliveryMethod']);
  const found = findRequest(sender, title);
  if (found === undefined) return [`the ${title} request`];
  const [contentType] = Object.entries(asObject(found['headers'])).filter(([name]) => isContentType(name));
  const body = asText(found['body']).replace(MARK, '');
  const isBodyRight = FIELDS.some((field) => renderBody('', field) === `${body}&connection=`);
  const differences: [string, boolean][] = [
    ['method', found['method'] === right['method']],
    ['URL', found['url'] === right['url']],
    ['content type', contentType?.[1] === CONTENT_TYPE],
    ['body', isBodyRight],
    // FULL if it is not said.
    ['number format', (found['phoneNumberFormat'] ?? 'FULL') === right['phoneNumberFormat']],
  ];
  return differences.filter(([, isRight]) => !isRight).map(([what]) => `the ${title} ${what}`);
}

const findRequest = (sender: Resource, deliveryMethod: unknown): Record<string, unknown> | undefined =>
  listRequests(sender).find((request) => request['deliveryMethod'] === deliveryMethod);

const isContentType = (name: string): boolean => name.toLowerCase() === 'content-type';

const readMessageField = ({ body }: Record<string, unknown>): MessageField =>
  asText(body).includes('&text=${message}&') ? 'text' : 'message';
