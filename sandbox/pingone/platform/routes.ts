import type { Answer, Call, Route } from '../../route';
import { isObject } from '../../schema';
import type { Environment } from '../environment';
import { createPingoneError } from '../error';
import { createInvalidData } from './answers';
import type { Collection } from './collection';
import { findDetails } from './details';
import { notificationsSettings } from './schemas';
import { startSettings, type Tenant } from './tenant';

const ENVIRONMENT = '/v1/environments/:environment';
const SETTINGS = `${ENVIRONMENT}/notificationsSettings`;

type Handle = (call: Call, body: Record<string, unknown>) => Answer;

/**
 * The part of the Platform API that a sender and a webhook need. The worker application must have the role Environment
 * Admin, in this environment.
 * https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html
 */
export function createPlatformRoutes(environment: Environment, tenant: Tenant): Route[] {
  const route = (method: Route['method'], path: string, handle: Handle): Route => ({
    method,
    path,
    handle: (call) => {
      const refusal = findRefusal(environment, call);
      if (refusal !== undefined) return refusal;
      if (method !== 'POST' && method !== 'PUT') {
        if (method === 'DELETE') tenant.writes.push({ method, path: call.path, body: undefined });
        return handle(call, {});
      }
      const body = parseBody(call);
      if (body === undefined) return createPingoneError(400);
      tenant.writes.push({ method, path: call.path, body });
      return handle(call, body);
    },
  });
  const resources = (path: string, collection: Collection): Route[] => [
    route('GET', path, (call) => collection.list(call)),
    route('POST', path, (_, body) => collection.create(body)),
    route('GET', `${path}/:id`, (call) => collection.read(call)),
    route('PUT', `${path}/:id`, (call, body) => collection.update(call, body)),
    route('DELETE', `${path}/:id`, (call) => collection.remove(call)),
  ];
  return [
    route('GET', ENVIRONMENT, () => readEnvironment(tenant)),
    ...resources(`${SETTINGS}/phoneDeliverySettings`, tenant.senders),
    ...resources(`${ENVIRONMENT}/subscriptions`, tenant.subscriptions),
    ...resources(`${ENVIRONMENT}/notificationsPolicies`, tenant.policies),
    route('GET', SETTINGS, () => readSettings(tenant)),
    route('PUT', SETTINGS, (_, body) => updateSettings(tenant, body)),
  ];
}

/** The sandbox's own: all that is kept, secrets too, and all that was asked to change it. */
export function createPlatformControlRoutes(tenant: Tenant): Route[] {
  const path = '/sandbox/pingone/platform';
  const show = (): Answer => {
    const { senders, subscriptions, policies, settings, writes } = tenant;
    const kept = { senders: senders.all(), subscriptions: subscriptions.all(), policies: policies.all() };
    return { status: 200, body: { ...kept, settings, writes } };
  };
  const forget = (): Answer => {
    tenant.reset();
    return { status: 204 };
  };
  return [
    { method: 'GET', path, handle: show },
    { method: 'DELETE', path, handle: forget },
  ];
}

function findRefusal(environment: Environment, call: Call): Answer | undefined {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(call.authorization ?? '') ?? [];
  const role = environment.findRole(token);
  if (role === undefined) return createPingoneError(401);
  const isOurs = call.params['environment'] === environment.credentials.environmentId;
  return isOurs && role === 'Environment Admin' ? undefined : createPingoneError(403);
}

function parseBody(call: Call): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(call.body);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

const readEnvironment = ({ environmentId }: Tenant): Answer => ({
  status: 200,
  body: { id: environmentId, name: 'Sandbox', type: 'SANDBOX', region: 'NA' },
});

function readSettings({ environmentId, settings }: Tenant): Answer {
  const href = `https://api.pingone.com/v1/environments/${environmentId}/notificationsSettings`;
  const body = { _links: { self: { href } }, environment: { id: environmentId }, ...settings };
  return { status: 200, body };
}

/** Replaces all: what is left out takes the value that a new environment has. */
function updateSettings(tenant: Tenant, body: Record<string, unknown>): Answer {
  const details = findDetails(body, notificationsSettings);
  const chain = body['smsProvidersFallbackChain'];
  const known = ['PINGONE_TWILIO', ...tenant.senders.all().map(({ id }) => id)];
  if (details.length === 0 && Array.isArray(chain) && !chain.every((id) => known.includes(String(id))))
    details.push({ code: 'INVALID_VALUE', target: 'smsProvidersFallbackChain', message: 'No such sender.' });
  if (details.length > 0) return createInvalidData(details);
  tenant.settings = { ...startSettings(), ...body };
  return readSettings(tenant);
}
