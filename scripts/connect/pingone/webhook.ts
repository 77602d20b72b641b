import { asList, asObject, asText } from '../json';
import { parseMark, renderMark, type Mark } from './mark';
import { findMatch, without, WRITTEN_BY_PINGONE, type Match, type Resource } from './resource';
import { renderAuthorization, type Deployment } from './settings';

const ACTION_TYPES = ['OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED'];
/** An event has about two kilobytes, and a Function takes one megabyte: docs/pingone.md. */
const EVENTS_PER_PAYLOAD = 100;
/** Marks the webhook as this command's. verify-bridge reads no such header. */
const MARK = 'x-connection';

const readEndpoint = (webhook: Resource): Record<string, unknown> =>
  asObject(webhook['httpEndpoint'] ?? webhook['connectionDetails']);

const readMark = (webhook: Resource): Mark | undefined => parseMark(readHeader(webhook, MARK));

/** Whether this command made the webhook: one without a mark is somebody else's. */
export const isMadeWebhook = (webhook: Resource): boolean => readMark(webhook)?.isTaken === false;

/** The webhook of this deployment among all of the environment. */
export const findWebhook = (all: readonly Resource[], bridge: URL): Match =>
  findMatch(all, bridge, {
    isMarked: (webhook) => readMark(webhook) !== undefined,
    listUrls: (webhook) => [asText(readEndpoint(webhook)['url'])],
  });

/** https://developer.pingidentity.com/pingone-api/platform/subscriptions-webhooks.html */
export function createWebhook(
  { bridge, settings, fingerprint }: Deployment,
  name: string,
): Record<string, unknown> {
  return {
    name,
    enabled: true,
    format: 'ACTIVITY',
    protocol: 'HTTPS',
    verifyTlsCertificates: true,
    httpEndpoint: {
      url: new URL('/pingone/events', bridge).href,
      headers: {
        Authorization: renderAuthorization(settings),
        [MARK]: renderMark({ fingerprint, isTaken: false }),
      },
    },
    filterOptions: { includedActionTypes: ACTION_TYPES },
    payloadOptions: {
      maximumPayloadLimit: { type: 'EVENTS_PER_PAYLOAD', size: EVENTS_PER_PAYLOAD },
      payloadFormat: { https: { format: 'JSON_ARRAY', prettyPrint: false } },
    },
  };
}

/**
 * The whole of a webhook as it shall be, for a PUT. Its name, and a choice of applications or populations, stay. An answer has
 * the address twice; the second, `connectionDetails`, does not go back, for it says the old one.
 */
export function correctWebhook(webhook: Resource, deployment: Deployment): Record<string, unknown> {
  const right = createWebhook(deployment, asText(webhook['name']));
  const headers = Object.entries(asObject(readEndpoint(webhook)['headers'])).filter(
    ([name]) => ![MARK, 'authorization'].includes(name.toLowerCase()),
  );
  const endpoint = asObject(right['httpEndpoint']);
  const mark = renderMark({ fingerprint: deployment.fingerprint, isTaken: !isMadeWebhook(webhook) });
  return {
    ...without(webhook, [...WRITTEN_BY_PINGONE, 'id', 'connectionDetails']),
    ...right,
    httpEndpoint: {
      ...endpoint,
      headers: { ...Object.fromEntries(headers), ...asObject(endpoint['headers']), [MARK]: mark },
    },
    filterOptions: { ...asObject(webhook['filterOptions']), ...asObject(right['filterOptions']) },
  };
}

/** What differs, in words. PingOne returns the headers, so the secret is compared itself, and never shown. */
export function compareWebhook(webhook: Resource, deployment: Deployment): string[] {
  const types = asList(asObject(webhook['filterOptions'])['includedActionTypes']).map(asText);
  const { maximumPayloadLimit, payloadFormat } = asObject(webhook['payloadOptions']);
  const { type, size } = asObject(maximumPayloadLimit);
  const mark = readMark(webhook);
  const isSecretRight =
    readHeader(webhook, 'authorization') === renderAuthorization(deployment.settings) &&
    (mark === undefined || mark.fingerprint === deployment.fingerprint);
  const differences: [string, boolean][] = [
    ['it is switched off', webhook['enabled'] === true],
    ['the format', webhook['format'] === 'ACTIVITY'],
    ['the protocol', (webhook['protocol'] ?? 'HTTPS') === 'HTTPS'],
    ['the check of the certificate', webhook['verifyTlsCertificates'] === true],
    ['the URL', readEndpoint(webhook)['url'] === new URL('/pingone/events', deployment.bridge).href],
    ['the password', isSecretRight],
    ['the event types', [...types].sort().join() === [...ACTION_TYPES].sort().join()],
    ['the size of a payload', type === 'EVENTS_PER_PAYLOAD' && Number(size) <= EVENTS_PER_PAYLOAD],
    ['the payload format', asObject(asObject(payloadFormat)['https'])['format'] === 'JSON_ARRAY'],
  ];
  return differences.filter(([, isRight]) => !isRight).map(([what]) => what);
}

function readHeader(webhook: Resource, name: string): string | undefined {
  const headers = Object.entries(asObject(readEndpoint(webhook)['headers']));
  const [found] = headers.filter(([one]) => one.toLowerCase() === name);
  return found === undefined ? undefined : asText(found[1]);
}
