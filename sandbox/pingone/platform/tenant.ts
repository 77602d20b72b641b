import type { Clock } from '../../clock';
import { isObject } from '../../schema';
import { createLimitReached } from './answers';
import { Collection, without, type Resource } from './collection';
import { findDetails, type Detail } from './details';
import {
  customProvider,
  customTwilio,
  findSenderDetails,
  notificationsPolicy,
  subscription,
} from './schemas';

/** A request that changes something, as it arrived. */
export interface Write {
  method: string;
  path: string;
  body: unknown;
}

/** What a new environment sends with. */
const DEFAULT_ADDRESSES = { from: { name: 'PingOne', address: 'noreply@pingidentity.com' } };

/** What the Platform API keeps of one environment: senders, webhooks, notification settings and policies. */
export class Tenant {
  readonly environmentId: string;
  readonly senders: Collection;
  readonly subscriptions: Collection;
  readonly policies: Collection;
  readonly writes: Write[] = [];
  /** Of the environment: https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-settings.html */
  settings: Record<string, unknown> = startSettings();

  constructor(environmentId: string, clock: Clock) {
    this.environmentId = environmentId;
    const base = `/v1/environments/${environmentId}`;
    const common = { environmentId, refuseMore: createLimitReached, findUse: () => undefined };
    this.senders = new Collection(
      {
        ...common,
        key: 'phoneDeliverySettings',
        path: `${base}/notificationsSettings/phoneDeliverySettings`,
        most: 10,
        findDetails: findDetailsOfSender,
        hasUniqueNames: true,
        show: showSender,
        findUse: (id) => this.#findUse(id),
      },
      clock,
    );
    this.subscriptions = new Collection(
      {
        ...common,
        key: 'subscriptions',
        path: `${base}/subscriptions`,
        most: 50,
        findDetails: findDetailsOfSubscription,
        hasUniqueNames: false,
        show: showSubscription,
      },
      clock,
    );
    this.policies = new Collection(
      {
        ...common,
        key: 'notificationsPolicies',
        path: `${base}/notificationsPolicies`,
        most: 50,
        findDetails: (body) => findDetails(body, notificationsPolicy),
        hasUniqueNames: true,
        show: (stored) => stored,
      },
      clock,
    );
  }

  /** As an environment that nobody has touched. */
  reset(): void {
    for (const collection of [this.senders, this.subscriptions, this.policies]) collection.clear();
    this.settings = startSettings();
    this.writes.length = 0;
  }

  /** INFERRED: nothing says what becomes of a chain whose sender is deleted. The stand-in refuses. */
  #findUse(id: string): string | undefined {
    const chain = this.settings['smsProvidersFallbackChain'];
    if (Array.isArray(chain) && chain.includes(id)) return 'It is in smsProvidersFallbackChain.';
    const isNamed = this.policies.all().some((policy) => JSON.stringify(policy).includes(id));
    return isNamed ? 'It is in a notification policy.' : undefined;
  }
}

export function startSettings(): Record<string, unknown> {
  return { deliveryMode: 'ALL', smsProvidersFallbackChain: [], ...DEFAULT_ADDRESSES };
}

function findDetailsOfSender(body: Record<string, unknown>): Detail[] {
  if (body['provider'] === 'CUSTOM_TWILIO') return findDetails(body, customTwilio);
  const details = findDetails(body, customProvider);
  return details.length > 0 ? details : findSenderDetails(body);
}

function findDetailsOfSubscription(body: Record<string, unknown>): Detail[] {
  const details = findDetails(body, subscription);
  const { maximumPayloadLimit: limit } = Object(body['payloadOptions'] ?? {}) as Record<string, unknown>;
  const { type, size } = Object(limit ?? {}) as Record<string, unknown>;
  if (type !== 'EVENTS_PER_PAYLOAD' || Number(size) <= 500) return details;
  const target = 'payloadOptions.maximumPayloadLimit.size';
  return [...details, { code: 'OUT_OF_RANGE', target, message: 'It must be 1 to 500.' }];
}

/** INFERRED: that a secret is not returned. Ping's Terraform provider reads none from an answer. */
function showSender(stored: Resource): Record<string, unknown> {
  const { authentication } = stored;
  return {
    ...without(stored, 'authToken'),
    ...(isObject(authentication) && { authentication: without(authentication, 'password', 'authToken') }),
  };
}

/**
 * With the headers, Authorization among them, and a second time as `connectionDetails`: so the tests of Ping's Terraform
 * provider expect it of a live environment.
 * https://github.com/pingidentity/terraform-provider-pingone/blob/main/internal/service/base/resource_webhook_test.go
 */
function showSubscription(stored: Resource): Record<string, unknown> {
  return { protocol: 'HTTPS', ...stored, connectionDetails: stored['httpEndpoint'] };
}
