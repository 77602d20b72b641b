import { BODIES, renderBody, type PhoneDeliverySettings } from '../../sandbox/pingone/custom-provider';
import { createActivity } from '../../src/identity-providers/pingone/profile';
import { encodePair } from '../support/pingone-platform';
import { expectApproved, PHONE, startProduction, type Production } from '../support/production';
import { pingone } from '../support/production-tenants';

/** README.md, "Go to production", with PingOne. */

let production: Production | undefined;
afterEach(() => production?.close());

interface Kept {
  senders: PhoneDeliverySettings[];
  subscriptions: { httpEndpoint: { url: string; headers: Record<string, string> } }[];
}

/** @throws if there is none */
function find<One>(all: readonly One[], isWanted: (one: One) => boolean = () => true): One {
  const found = all.find(isWanted);
  if (found === undefined) throw new Error('It is not in the environment.');
  return found;
}

test('from nothing to a code that was used', async () => {
  production = await startProduction(pingone);
  expect(production.setUp).toMatch(/set PINGONE_WORKER_CLIENT_SECRET, as given\n/);
  expect(production.setUp).not.toContain('By hand');
  expect(await production.connect()).toMatch(
    /\nDone\.\nNext: npm run doctor -- https:\/\/verify-bridge-1234-dev\.twil\.io\n$/,
  );
  expect(await production.examine()).not.toMatch(/^(failed|warning) +pingone/m);

  // The device is as its owner typed the number in; what PingOne sends is as the stored sender says.
  const device = await production.ask<{ environmentId: string; userId: string; deviceId: string }>(
    '/sandbox/pingone/devices',
    { method: 'POST', body: JSON.stringify({ type: 'SMS', phone: PHONE.replace('+1', '+1.') }) },
  );
  const { senders, subscriptions } = await production.ask<Kept>('/sandbox/pingone/platform');
  const { authentication, requests } = find(senders);
  const { method, url, headers, body } = find(requests, ({ deliveryMethod }) => deliveryMethod === 'SMS');
  const authorization = `Basic ${encodePair(authentication.username, authentication.password)}`;
  const notification = { to: PHONE, otp: '012345', username: 'robin.doe', locale: 'en' };
  const sent = await fetch(url, {
    method,
    headers: { ...headers, authorization },
    body: renderBody(body, BODIES.recommended.template, notification),
  });
  expect([sent.status, await sent.text()]).toEqual([201, expect.any(String)]);
  await production.expectDelivered('012345');

  const { httpEndpoint } = find(subscriptions);
  const activity = createActivity({
    type: 'OTP.CHECK_SUCCESS',
    environment: device.environmentId,
    user: device.userId,
    device: device.deviceId,
    date: new Date().toISOString(),
  });
  await expectApproved(httpEndpoint.url, httpEndpoint.headers, [activity]);
});
