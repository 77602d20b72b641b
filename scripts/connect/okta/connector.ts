import { combineReaders, HTTPS_ORIGIN, readConfiguration, readRequired } from '../../../src/config/reader';
import { readHookCredentials } from '../../../src/identity-providers/okta/settings';
import type { Variables } from '../../setup/plan';
import type { Connection, Connector, Credential, Endpoint } from '../connector';
import { inspectEventHook, planEventRemoval } from './event-hook';
import { Org } from './org';
import { inspectTelephonyHook, planTelephonyRemoval } from './telephony-hook';
import { listWantedHooks } from './wanted-hook';

const PATHS = ['/okta/telephony', '/okta/events'];

/** A token has the rights of the administrator who makes it: https://developer.okta.com/docs/guides/create-an-api-token/main/ */
const credentials: readonly Credential[] = [
  {
    name: 'OKTA_ADMIN_API_TOKEN',
    question:
      'An API token of a Super Administrator, or of a custom role that manages hooks (Okta: Security > API > Tokens)',
    isSecret: true,
  },
];

const readSettings = combineReaders({
  hook: readHookCredentials,
  org: readRequired('OKTA_ORG_URL', ...HTTPS_ORIGIN),
  apiToken: readRequired('OKTA_ADMIN_API_TOKEN', /^[!-~]+$/, 'must be ASCII characters without blanks'),
});

/** Okta's telephony hook, which sends codes, and its event hook, which reports how they end. */
export const okta: Connector = {
  name: 'okta',
  title: 'Okta',
  credentials,
  readSettings,
  listEndpoints: (values) =>
    PATHS.map((path): Endpoint => ({
      path,
      authorization: readHookSecret(values),
      variable: 'OKTA_HOOK_TOKEN',
    })),
  async open(values, bridge): Promise<Connection> {
    const { host, origin } = new URL(values['OKTA_ORG_URL'] ?? '');
    const org = new Org(origin, values['OKTA_ADMIN_API_TOKEN'] ?? '');
    // There is no session to open: the cheapest request that a wrong token fails.
    await org.list('inlineHooks');
    const [telephony, events] = listWantedHooks(host, bridge, readHookSecret(values));
    return {
      description: `Okta org ${host}.`,
      // Codes go the new way only when Okta has verified what reports how they end.
      inspect: async () => [await inspectEventHook(org, events), await inspectTelephonyHook(org, telephony)],
      // The event hook last: it reports how the codes end that are on their way.
      planRemoval: async () => [
        ...(await planTelephonyRemoval(org, telephony)),
        ...(await planEventRemoval(org, events)),
      ],
    };
  },
};

/** The first of two values is the current one. */
function readHookSecret(values: Variables): string {
  const settings = readConfiguration(values, readHookCredentials);
  return settings.ok && settings.value.scheme === 'verbatim' ? (settings.value.token[0] ?? '') : '';
}
