import { readHook, type Hook } from '../../../scripts/connect/okta/hook';
import {
  findDifferences,
  isOurs,
  listWantedHooks,
  renderHook,
  works,
} from '../../../scripts/connect/okta/wanted-hook';

/** What is compared with what Okta returns, and what is then sent. */

const bridge = new URL('https://verify-bridge-1234.twil.io');
const [telephony, events] = listWantedHooks('acme.okta.com', bridge, 'hook-secret-0123456789');

/** A hook in the shape of Okta's answers: no value of `authScheme`, and the default of each property. */
function answer(wanted: typeof telephony, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { channel, ...sent } = renderHook(wanted) as {
    channel: { config: Record<string, unknown> };
    events?: Record<string, unknown>;
  };
  const isEvent = wanted === events;
  return {
    id: isEvent ? 'whokwr4rnwl1qMMuk1d7' : 'calkwr8b9vKJ12kmg1d7',
    status: 'ACTIVE',
    ...sent,
    ...(isEvent && {
      verificationStatus: 'VERIFIED',
      description: null,
      events: { ...sent.events, filter: null },
    }),
    channel: {
      ...channel,
      config: { ...channel.config, method: 'POST', authScheme: { type: 'HEADER', key: 'Authorization' } },
    },
    ...changes,
  };
}

const read = (value: unknown): Hook => {
  const hook = readHook(value);
  if (hook === undefined) throw new Error('This is no hook.');
  return hook;
};

test.each([telephony, events])('$kind: what was sent is as wanted when it comes back', (wanted) => {
  const hook = read(answer(wanted));
  expect([isOurs(hook, wanted), findDifferences(hook, wanted)]).toEqual([true, []]);
  expect(JSON.stringify(hook)).not.toContain(wanted.secret);
});

test("somebody else's hook works if nothing that can be seen is wrong with it", () => {
  const byHand = { ...read(answer(events)), headers: [] };
  expect(works(byHand, events)).toBe(true);
  expect(works({ ...byHand, authKey: 'x-api-key' }, events)).toBe(false);
  expect(works({ ...byHand, events: byHand.events.slice(1) }, events)).toBe(false);
  expect(works({ ...byHand, uri: 'https://other.twil.io/okta/events' }, events)).toBe(false);
});

test('the letter case of header names, and the order of events, are no difference', () => {
  const hook = read(answer(events));
  hook.authKey = 'authorization';
  hook.headers = hook.headers.map(({ key, value }) => ({ key: key.toLowerCase(), value }));
  hook.events.reverse();
  expect([isOurs(hook, events), findDifferences(hook, events)]).toEqual([true, []]);
});

test.each<[string, Partial<Hook>, string]>([
  ['OAuth', { channel: 'OAUTH' }, 'does not authenticate with the header Authorization'],
  ['another header', { authKey: 'x-api-key' }, 'does not authenticate with the header Authorization'],
  ['another method', { method: 'GET' }, 'does not call with POST'],
  [
    'another fingerprint',
    { headers: [{ key: 'X-Verify-Bridge', value: '0' }] },
    'has another secret than OKTA_HOOK_TOKEN',
  ],
  ['one event fewer', { events: ['user.mfa.factor.activate'] }, 'has other events'],
  ['one event more', { events: [...events.events, 'user.session.start'] }, 'has other events'],
])('%s is a difference', (_, changes, expected) => {
  const hook = { ...read(answer(events)), ...changes };
  expect(findDifferences(hook, events)).toEqual([expected]);
  // What replaces it is as wanted.
  expect(findDifferences(read(answer(events, renderHook(events, hook))), events).join()).not.toMatch(
    /events|secret/,
  );
});

test.each<[string, Partial<Hook>]>([
  ['of another deployment', { uri: 'https://verify-bridge-5678-dev.twil.io/okta/telephony' }],
  ['made by hand', { headers: [] }],
])('a hook %s is not ours', (_, changes) => {
  expect(isOurs({ ...read(answer(telephony)), ...changes }, telephony)).toBe(false);
});

test('a replacement has no type, and keeps the name, other headers and filters, but no filter of an event that goes', () => {
  const old = read(answer(telephony, { name: 'Codes' }));
  old.headers.unshift({ key: 'X-Team', value: 'identity' });
  const replaced = renderHook(telephony, old);
  expect(Object.keys(replaced)).toEqual(['name', 'version', 'channel']);
  expect(replaced).toMatchObject({
    name: 'Codes',
    channel: { config: { headers: [{ key: 'X-Team', value: 'identity' }, { key: 'X-Verify-Bridge' }] } },
  });

  const expression = "event.actor.type eq 'User'";
  const filters = ['user.mfa.factor.activate', 'user.session.start'].map((event) => ({ event, expression }));
  expect(renderHook(events, { ...read(answer(events)), filters, description: 'Ours.' })).toMatchObject({
    description: 'Ours.',
    events: {
      filter: {
        type: 'EXPRESSION_LANGUAGE',
        eventFilterMap: [{ event: 'user.mfa.factor.activate', condition: { expression } }],
      },
    },
  });
});

test('the fingerprint tells org, deployment, hook and secret apart, and not the secret', () => {
  const prints = [
    telephony,
    events,
    ...listWantedHooks('other.okta.com', bridge, telephony.secret),
    ...listWantedHooks('acme.okta.com', new URL('https://other.twil.io'), telephony.secret),
    ...listWantedHooks('acme.okta.com', bridge, 'hook-secret-9876543210'),
  ].map(({ fingerprint }) => fingerprint);
  expect(new Set(prints).size).toBe(8);
  expect(listWantedHooks('acme.okta.com', bridge, telephony.secret)[0]).toEqual(telephony);
});

test.each([[undefined], [null], ['a'], [{}], [{ id: 1 }], [{ id: '../users' }]])('%j is no hook', (value) => {
  expect(readHook(value)).toBeUndefined();
});

test('a hook of which Okta returns nothing but the id has nothing of ours', () => {
  const hook = read({ id: 'cal1', channel: { config: { headers: 'x', authScheme: null } }, events: [] });
  expect(hook).toMatchObject({
    name: '',
    isActive: false,
    headers: [],
    events: [],
    filters: [],
    authKey: '',
  });
  expect(findDifferences(hook, telephony)).not.toEqual([]);
});
