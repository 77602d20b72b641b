import { createTelephonyRequest } from '../../src/identity-providers/okta/profile';
import type { OktaHook } from '../support/connect-okta';
import { PHONE, startProduction, type Production } from '../support/production';
import { ADMIN_TOKEN, okta } from '../support/production-tenants';

/** README.md, "Go to production", with Okta. */

let production: Production | undefined;
afterEach(() => production?.close());

/** What an administrator asks the API. */
function manage<T>({ ask }: Production, method: string, path: string, body?: unknown): Promise<T> {
  const headers = { authorization: `SSWS ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
  return ask<T>(`/api/v1/${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** What a user does: `send` asks for a code, `verify` types it in. */
const act = <T>({ ask }: Production, what: 'send' | 'verify', body: unknown): Promise<T> =>
  ask<T>(`/sandbox/okta/${what}`, { method: 'POST', body: JSON.stringify(body) });

/** What the hook is called with. Okta returns no secret, so it is taken from a call that the stand-in makes. */
async function readTarget(hook: OktaHook | undefined, call: () => Promise<unknown>) {
  const { uri = '', authScheme = {} } = hook?.channel.config ?? {};
  const fetched = jest.spyOn(globalThis, 'fetch');
  await call();
  const [, init] = fetched.mock.calls.find(([url]) => url === uri) ?? [];
  fetched.mockRestore();
  return { url: uri, authorization: new Headers(init?.headers).get(authScheme['key'] ?? '') };
}

test('from nothing to a code that was used', async () => {
  const started = (production = await startProduction(okta));
  expect(started.setUp).toMatch(/set OKTA_API_TOKEN, as given\n/);
  expect(started.setUp).not.toContain('By hand');
  expect(await started.connect()).toMatch(
    /\nDone\.\nNext: npm run doctor -- https:\/\/verify-bridge-1234-dev\.twil\.io\n$/,
  );
  expect(await started.examine()).not.toMatch(/^(failed|warning) +okta/m);

  const [telephony] = await manage<OktaHook[]>(started, 'GET', 'inlineHooks');
  const [events] = await manage<OktaHook[]>(started, 'GET', 'eventHooks');
  const preview = createTelephonyRequest({ phoneNumber: PHONE, otpCode: '012345' });
  const sending = await readTarget(telephony, () =>
    manage(started, 'POST', `inlineHooks/${telephony?.id}/execute`, preview),
  );
  await started.expectDelivered('012345');
  const reporting = await readTarget(events, () =>
    manage(started, 'POST', `eventHooks/${events?.id}/lifecycle/verify`),
  );

  // The preview was nobody's code. A user whose phone has the number logs in.
  const sent = await act<{ taken: boolean; code: string }>(started, 'send', { ...sending, to: PHONE });
  expect(sent.taken).toBe(true);
  const { right, attempts } = await act<{ right: boolean; attempts: { status: number; body: unknown }[] }>(
    started,
    'verify',
    { ...reporting, to: PHONE, code: sent.code },
  );
  expect(right).toBe(true);
  expect(attempts).toMatchObject([{ status: 200, body: { received: 1, approved: 1, failed: 0 } }]);
});
