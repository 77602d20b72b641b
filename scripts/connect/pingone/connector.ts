import { Api } from '../api';
import type { Connector } from '../connector';
import { createFingerprint } from '../fingerprint';
import { quote, quoteOther } from '../quote';
import { Platform } from './platform';
import { STATUS_PAGE, TITLE } from './refusal';
import { credentials, readSettings, renderAuthorization } from './settings';
import { Tenant } from './tenant';
import { requestToken } from './token';

const PATHS = ['/pingone/sms', '/pingone/voice', '/pingone/events'];

/** The Custom Provider and the webhook of PingOne: docs/pingone.md. */
export const pingone: Connector = {
  name: 'pingone',
  title: TITLE,
  credentials,
  readSettings,
  listEndpoints: (values) => {
    const authorization = renderAuthorization(readSettings(values, []));
    return PATHS.map((path) => ({ path, authorization, variable: 'PINGONE_PASSWORD' }));
  },
  open: async (values, bridge) => {
    const settings = readSettings(values, []);
    const { environmentId, region, username, password, worker } = settings;
    const authorization = `Bearer ${await requestToken(worker)}`;
    const access = { title: TITLE, origin: worker.apiBaseUrl, authorization, statusPage: STATUS_PAGE };
    const platform = new Platform(new Api(access), environmentId);
    const { name, type } = await platform.readEnvironment();
    const description = `PingOne environment ${quote(name)}: ${quoteOther(type)}, region ${region}.`;
    const fingerprint = createFingerprint(environmentId, username, password);
    return new Tenant(description, platform, { bridge, settings, fingerprint });
  },
};
