import { startProduction, DEPLOYED, type Production, type Start } from '../support/production';
import { okta, pingone } from '../support/production-tenants';

/** What `npm run doctor` says of a tenant, as a process, with the credentials that manage it. */

let production: Production | undefined;
afterEach(() => production?.close());

const summarize = (checks: Awaited<ReturnType<Production['diagnose']>>) =>
  checks.map(({ state, name, advice }) => [state, name, advice]);

/** @param list of the API in which the part is; @param empty what it answers if there is none */
test.each<[title: string, start: Start, parts: string[], lost: string, list: string, empty: unknown]>([
  [
    'PingOne',
    pingone,
    ['webhook', 'sender', 'order'],
    'webhook',
    '/subscriptions',
    { _embedded: { subscriptions: [] } },
  ],
  ['Okta', okta, ['event hook', 'telephony hook'], 'event hook', '/eventHooks', []],
])(
  '%s: each part that is missing is named, and what makes it',
  async (_, start, parts, lost, list, empty) => {
    const { provider } = start;
    production = await startProduction(start);
    const command = `npm run connect:${provider} -- ${DEPLOYED}`;
    const before = await production.diagnose();
    expect(summarize(before)).toEqual([
      ['ok', provider, undefined],
      ...parts.map((part) => ['failed', `${provider} ${part}`, command]),
    ]);
    for (const { state, found } of before) if (state === 'failed') expect(found).toMatch(/ To do: \S/);

    await production.connect();
    expect(summarize(await production.diagnose())).toEqual([
      ['ok', provider, undefined],
      ...parts.map((part) => ['ok', `${provider} ${part}`, undefined]),
    ]);

    const body = JSON.stringify({
      match: { method: 'GET', path: list },
      status: 200,
      body: JSON.stringify(empty),
    });
    await production.ask('/sandbox/faults', { method: 'POST', body });
    expect(summarize(await production.diagnose()).filter(([state]) => state !== 'ok')).toEqual([
      ['failed', `${provider} ${lost}`, command],
    ]);
  },
);
