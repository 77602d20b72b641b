/** One call, and what the local runtime makes of it: facts that the tests rely on. */
export interface Probe {
  title: string;
  query?: string;
  contentType: string;
  body: (token: string) => string;
  isAnonymous?: true;
  /** A short rendering of the answer: `200 object {…}`. */
  expected: string;
}

export const JSON_TYPE = 'application/json';
export const FORM = 'application/x-www-form-urlencoded';

export const PROBES: readonly Probe[] = [
  {
    title: 'a JSON array',
    contentType: JSON_TYPE,
    body: () => '[{"to":"+1"},{"to":"+2"}]',
    expected: '200 indexed, 2 events, [{"to":"+0"}]',
  },
  {
    title: 'a key named request in the body, with headers, and no Authorization header',
    contentType: JSON_TYPE,
    body: (token) => JSON.stringify({ to: '+1', request: { headers: { authorization: `Bearer ${token}` } } }),
    isAnonymous: true,
    expected: '200 object, {"to":"+0"}',
  },
  {
    title: 'a key named request in the query, beside a good Authorization header',
    query: '?request=x',
    contentType: JSON_TYPE,
    body: () => '{"to":"+1"}',
    expected: '401',
  },
  {
    title: 'JSON Lines as application/x-ndjson',
    contentType: 'application/x-ndjson',
    body: () => '{"to":"+1"}\n{"to":"+2"}\n',
    expected: '200 empty, {}',
  },
  {
    title: 'JSON Lines as application/json',
    contentType: JSON_TYPE,
    body: () => '{"to":"+1"}\n{"to":"+2"}\n',
    expected: '400',
  },
  { title: 'text/plain', contentType: 'text/plain', body: () => 'to', expected: '200 empty, {}' },
  {
    title: 'a form with a key twice',
    contentType: FORM,
    body: () => 'to=%2B1&to=%2B2',
    expected: '200 object, {"to":["+0","+0"]}',
  },
  {
    title: 'a form with an unescaped plus sign',
    contentType: FORM,
    body: () => 'to=+1',
    expected: '200 object, {"to":" 0"}',
  },
  {
    title: 'the order of the keys in JSON',
    contentType: JSON_TYPE,
    body: () => '{"to":1,"code":2,"channel":3,"at":4}',
    expected: '200 object, {"to":"#number 0","code":"#number 0","channel":"#number 0","at":"#number 0"}',
  },
];
