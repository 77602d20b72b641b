import { NoResponse } from '../../../src/apis/http';
import { getWorkerToken, PingoneRefusal } from '../../../src/apis/pingone/worker-token';
import { createDeadline, systemClock } from '../../../src/core/deadline';
import { Failure } from '../../setup/failure';
import { Api } from '../api';
import type { Connector } from '../connector';
import { createFingerprint } from '../fingerprint';
import { asText } from '../json';
import { quote } from '../quote';
import { Platform } from './platform';
import { TITLE } from './refusal';
import { credentials, readSettings, renderAuthorization, type Settings } from './settings';
import { Tenant } from './tenant';

const STATUS_PAGE = 'https://status.pingidentity.com';
const PATHS = ['/pingone/sms', '/pingone/voice', '/pingone/events'];
const TRIES = 4;
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;

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
    const authorization = `Bearer ${await fetchToken(settings)}`;
    const access = { title: TITLE, origin: worker.apiBaseUrl, authorization, statusPage: STATUS_PAGE };
    const platform = new Platform(new Api(access), environmentId);
    const { name, type } = await platform.readEnvironment();
    const description = `PingOne environment ${quote(name)}: ${asText(type)}, region ${region}.`;
    const fingerprint = createFingerprint(environmentId, username, password);
    return new Tenant(description, platform, { bridge, settings, fingerprint });
  },
};

/** @throws Failure */
async function fetchToken({ worker }: Settings): Promise<string> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await getWorkerToken(worker, createDeadline(systemClock));
    } catch (error) {
      const pauseMs = error instanceof PingoneRefusal ? (error.retryAfterMs ?? PAUSE_MS) : PAUSE_MS;
      const isLimited = error instanceof PingoneRefusal && error.status === 429 && pauseMs <= MAX_PAUSE_MS;
      if (!isLimited || tried === TRIES) throw explainToken(error, worker.environmentId);
      await systemClock.wait(pauseMs);
    }
  }
}

function explainToken(error: unknown, environmentId: string): Failure {
  if (error instanceof NoResponse)
    return new Failure(
      `${error.kind === 'unreached' ? 'No connection to PingOne could be made' : 'PingOne gave no whole answer'}. Check the network, a proxy, and ${STATUS_PAGE}. Run the command again.`,
    );
  if (!(error instanceof PingoneRefusal)) throw error;
  if (error.status === 429)
    return new Failure('PingOne takes no more requests at present. Run the command again in a minute.');
  if (error.status >= 500)
    return new Failure(`PingOne has a fault at present (${error.status}). Run the command again.`);
  return new Failure(
    `PingOne refuses PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET in the environment ${environmentId}. Copy both again; the application must be a Worker, switched on, with the token authentication Client Secret Basic. If it is in another environment, set PINGONE_ADMIN_ENVIRONMENT_ID to that one.`,
  );
}
