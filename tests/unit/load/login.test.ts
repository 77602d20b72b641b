import { createLogin, createNumber } from '../../../load/login';
import { createLoadProvider, loadProviderNames } from '../../../load/providers';
import { findNonGeographicKind } from '../../../src/core/non-geographic';
import { parsePhoneNumber } from '../../../src/core/phone-number';
import { providers } from '../../../src/identity-providers/registry';
import { sandboxEnvironment } from '../docs/documents';
import { parseAsRuntime } from '../wire-bodies';

const COUNT = 30_000;
const numbers = Array.from({ length: COUNT }, (_, index) => createNumber(index));

test('the numbers are fictional, all different, and good for a send', () => {
  expect(new Set(numbers).size).toBe(COUNT);
  expect(numbers.filter((number) => !/^\+1[2-9]\d{2}55501\d{2}$/.test(number))).toEqual([]);
  expect(numbers.filter((number) => 'problem' in parsePhoneNumber(number))).toEqual([]);
  expect(numbers.filter((number) => findNonGeographicKind(number) !== undefined)).toEqual([]);
});

test('after the last number comes the first', () => {
  const second = Array.from({ length: 100_000 }, (_, index) => index + 1).find(
    (index) => createNumber(index) === createNumber(0),
  );
  expect(second).toBeGreaterThan(COUNT);
});

describe.each(loadProviderNames)('%s', (name) => {
  const provider = createLoadProvider(name, sandboxEnvironment);
  const paired = {
    environment: sandboxEnvironment['PINGONE_ENVIRONMENT_ID'] ?? '',
    user: '11111111-2222-4333-8444-555555555555',
    device: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  };
  const login = { ...createLogin(4_711, 0), device: paired };

  test('its send is one of the provider, of this number and code', () => {
    const route = providers
      .flatMap(({ otpRoutes }) => otpRoutes)
      .find(({ path }) => path === provider.sendPath);
    expect(route?.parseRequest(parseAsRuntime(provider.renderSend(login)))).toMatchObject({
      ok: true,
      value: { to: login.to, passcode: '004711', channel: 'sms' },
    });
  });

  test('its event is a success that leads to this login', () => {
    const route = providers.find(({ eventRoute }) => eventRoute?.path === provider.eventPath)?.eventRoute;
    const date = '2026-01-02T03:04:05.678Z';
    const outcome = route?.parseEvent(provider.createEvent(login, date));
    expect(outcome).toMatchObject({ kind: 'success', at: Date.parse(date) });
    expect(JSON.stringify(outcome)).toContain(provider.needsDevice ? paired.device : login.to);
  });

  test('its credentials are those of the sandbox', () => {
    for (const header of [provider.sendAuthorization, provider.eventAuthorization])
      expect(`${header} ${Buffer.from(header.split(' ').at(-1) ?? '', 'base64').toString()}`).toContain(
        'sandbox-',
      );
  });
});
