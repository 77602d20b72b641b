import { profile } from '../../src/identity-providers/auth0/profile';
import { documentedEvent, runAction } from '../support/auth0-actions';
import { CLIENT_ID, CLIENT_SECRET, DOMAIN, type TenantState } from '../support/connect-auth0';
import { expectExcerpt, readExcerpt } from '../support/excerpt';
import { expectApproved, PHONE, startProduction, type Production } from '../support/production';

/** README.md, "Go to production", as it is shown there: with Auth0. */

let production: Production | undefined;
afterEach(() => production?.close());

test('from nothing to a code that was used', async () => {
  production = await startProduction({
    provider: 'auth0',
    standIn: { auth0Management: { domain: DOMAIN, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET } },
    credentials: (url) => ({
      AUTH0_DOMAIN: DOMAIN,
      AUTH0_CLIENT_ID: CLIENT_ID,
      AUTH0_CLIENT_SECRET: CLIENT_SECRET,
      AUTH0_API_BASE_URL: url,
    }),
  });
  expectExcerpt(readExcerpt('npm run setup'), production.setUp);
  expectExcerpt(readExcerpt('npm run connect:auth0'), await production.connect());
  expectExcerpt(readExcerpt('npm run doctor'), await production.examine());

  const { actions, log_streams: streams } = await production.ask<TenantState>('/sandbox/auth0/tenant');
  const secrets = Object.fromEntries((actions[0]?.secrets ?? []).map(({ name, value }) => [name, value]));
  const sent = await runAction(
    'custom-phone-provider',
    documentedEvent('custom-phone-provider', 'sms', { recipient: PHONE, code: '012345' }, secrets),
  );
  expect(sent.refusals).toEqual([]);
  await production.expectDelivered('012345');

  const { httpEndpoint = '', httpAuthorization = '' } = streams[0]?.['sink'] as Record<string, string>;
  const events = profile.callers[0]?.renderEvents?.(PHONE, new Date().toISOString());
  await expectApproved(httpEndpoint, { authorization: httpAuthorization }, events);
});
