import { systemClock } from '../../../src/core/deadline';
import type { Variables } from '../../setup/plan';
import type { Connection, Connector, Part } from '../connector';
import { inspectAction } from './action';
import { createClient, createOddAnswer, explain } from './client';
import { inspectDeliveryProvider } from './delivery-provider';
import { inspectLogStream } from './log-stream';
import { findPhoneProvider, inspectPhoneProvider } from './phone-provider';
import { planAuth0Removal } from './removal';
import { createFailure, guardSteps, requireReading, SETTINGS_SCOPE } from './scopes';
import { credentials, readAuth0Settings, type Auth0Settings } from './settings';
import type { ScopedPart, Tenant, Trigger } from './tenant';
import { requestToken, type Grant } from './token';
import { inspectTrigger } from './trigger';

const KINDS: Record<Trigger, string> = {
  'custom-phone-provider': 'Unified Phone Experience',
  'send-phone-message': 'no Unified Phone Experience, so MFA alone',
};

/** Auth0: an Action that sends, what lets it send, and the log stream that reports. See docs/auth0.md. */
export const auth0: Connector = {
  name: 'auth0',
  title: 'Auth0',
  credentials,
  readSettings: readAuth0Settings,
  listEndpoints: (values) => {
    const { actionToken, logStreamToken } = readSettings(values);
    return [
      { path: '/auth0/send', authorization: `Bearer ${actionToken}`, variable: 'AUTH0_ACTION_TOKEN' },
      { path: '/auth0/log-stream', authorization: logStreamToken, variable: 'AUTH0_LOG_STREAM_TOKEN' },
    ];
  },
  open: async (values, bridge) => {
    const settings = readSettings(values);
    const grant = await requestToken(settings);
    const tenant = await openTenant(settings, grant, bridge);
    return createConnection(tenant, grant);
  },
};

/** What is missing or malformed was named before: Connector.readSettings. */
const readSettings = (values: Variables): Auth0Settings => readAuth0Settings(values, []);

/** GET /api/v2/tenants/settings: the switch is documented; that a tenant without it is an older one is INFERRED. */
async function openTenant(settings: Auth0Settings, grant: Grant, bridge: URL): Promise<Tenant> {
  if (grant.scopes?.has(SETTINGS_SCOPE) === false) throw createFailure([SETTINGS_SCOPE]);
  const client = await createClient(settings, grant.token);
  const fields = 'phone_consolidated_experience';
  const settingsOfTenant: unknown = await explain(SETTINGS_SCOPE, () =>
    client.tenants.settings.get({ fields, include_fields: true }),
  );
  const isUnified = readSwitch(settingsOfTenant);
  const trigger = isUnified ? 'custom-phone-provider' : 'send-phone-message';
  requireReading(grant, trigger);
  const { domain, actionToken, logStreamToken } = settings;
  return { client, clock: systemClock, domain, trigger, bridge, actionToken, logStreamToken };
}

/** @throws Failure if it is neither true nor false: the wrong generation would get an Action that never runs */
function readSwitch(settings: unknown): boolean {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) throw createOddAnswer();
  const { phone_consolidated_experience: isUnified = false } = settings as Record<string, unknown>;
  if (typeof isUnified !== 'boolean') throw createOddAnswer();
  return isUnified;
}

function createConnection(tenant: Tenant, grant: Grant): Connection {
  return {
    description: `Auth0 tenant ${tenant.domain}: ${KINDS[tenant.trigger]}.`,
    inspect: async () => guardParts(await inspectParts(tenant), grant),
    planRemoval: async () => guardSteps(await planAuth0Removal(tenant), grant),
  };
}

/**
 * In the order in which they are made: Auth0 takes no provider without a deployed Action, and passcodes go the new way only
 * when all else is in its place.
 */
async function inspectParts(tenant: Tenant): Promise<ScopedPart[]> {
  const isUnified = tenant.trigger === 'custom-phone-provider';
  const provider = isUnified ? await findPhoneProvider(tenant) : undefined;
  const { part: action, sender } = await inspectAction(tenant, provider);
  const logStream = await inspectLogStream(tenant);
  const senders = isUnified
    ? [inspectPhoneProvider(tenant, provider)]
    : [await inspectTrigger(tenant, sender), await inspectDeliveryProvider(tenant)];
  return [action, logStream, ...senders];
}

/** A scope that is missing for the last part is named before the first one is changed. */
function guardParts(parts: readonly ScopedPart[], grant: Grant): Part[] {
  const guarded = guardSteps(
    parts.flatMap(({ steps }) => steps),
    grant,
  );
  return parts.map((part) => ({ ...part, steps: guarded.splice(0, part.steps.length) }));
}
