import { folders, readConfiguration } from './configuration';

/** What infra/terraform takes for a variable, and what it refuses before the provider is asked. */

const UUID = '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const long = 'a'.repeat(16);

/** Values that are taken, and values that are refused. */
const TABLE: Record<string, [string[], string[]]> = {
  bridge_url: [
    ['https://acme-1234-dev.twil.io', 'https://otp.example.com', 'https://example.com:8443'],
    ['', 'acme.twil.io', 'http://acme.twil.io', 'https://acme.twil.io/', 'https://acme.twil.io/auth0/send'],
  ],
  // Two values with a comma are a rotation in .env; the provider gets one.
  action_token: [
    [long, `!"#$%&'()*+-./:;<=>?@[]^_{|}~`],
    ['', 'a'.repeat(15), `${long},${long}`, `${long} `, `${long}é`],
  ],
  log_stream_token: [
    [long, `Bearer ${long}`],
    ['', 'a'.repeat(15), `${long},${long}`],
  ],
  environment_id: [[UUID], ['', 'com', UUID.toUpperCase(), `${UUID}0`, `{${UUID}}`]],
  username: [
    ['pingone', 'a b'],
    ['', 'a:b'],
  ],
  password: [
    [long, `${long} ${long}`],
    ['', 'a'.repeat(15), `${long},${long}`],
  ],
};

/** The regular expressions of each variable that has one. Those of Go that are used here mean the same in JavaScript. */
async function listExpressions(folder: string): Promise<[string, RegExp][]> {
  const { variables } = await readConfiguration(folder);
  return Object.entries(variables).flatMap(([name, [{ validation }]]) => {
    const [{ condition = '' } = {}] = (validation ?? []) as { condition?: string }[];
    const [, expression] = /^\$\{can\(regex\("(.+)", var\.\w+\)\)\}$/.exec(condition) ?? [];
    return expression === undefined ? [] : [[name, new RegExp(expression.replaceAll('\\\\', '\\'), 'u')]];
  });
}

test.each(folders)('%s', async (folder) => {
  const expressions = await listExpressions(folder);
  expect(expressions.map(([name]) => name).filter((name) => TABLE[name] === undefined)).toEqual([]);
  for (const [name, expression] of expressions) {
    const [taken, refused] = TABLE[name] ?? [[], []];
    expect([name, taken.filter((value) => !expression.test(value))]).toEqual([name, []]);
    expect([name, refused.filter((value) => expression.test(value))]).toEqual([name, []]);
  }
});

test('each value of the table is for a variable that is there', async () => {
  const all = (await Promise.all(folders.map(listExpressions))).flat().map(([name]) => name);
  expect(Object.keys(TABLE).filter((name) => !all.includes(name))).toEqual([]);
});

test('the delivery methods are checked against the two that there are', async () => {
  const { variables } = await readConfiguration('auth0');
  expect(variables['delivery_methods']?.[0]['validation']).toMatchObject([
    { condition: expect.stringContaining('contains(["text", "voice"], one)') as unknown },
  ]);
});
