import { runAction } from '../../../sandbox/auth0/action-runner';

const provider = (body: string) =>
  `exports.onExecuteCustomPhoneProvider = async (event, api) => { ${body} };`;

test.each([
  ['done', 'event.seen = true;', { how: 'done' }],
  ['drop', "api.notification.drop('no');", { how: 'drop', reason: 'no' }],
  ['retry', "api.notification.retry('later');", { how: 'retry', reason: 'later' }],
  [
    'the last call counts',
    "api.notification.retry('a'); api.notification.drop('b');",
    { how: 'drop', reason: 'b' },
  ],
  ['an error', "throw new Error('broken');", { how: 'throw', reason: 'broken' }],
  ['what is no error', "throw 'broken';", { how: 'throw', reason: 'broken' }],
  ['nothing thrown', 'throw null;', { how: 'throw', reason: 'null' }],
  [
    'an error counts more than a call before it',
    "api.notification.drop('no'); throw new Error('broken');",
    { how: 'throw', reason: 'broken' },
  ],
])('%s', async (_, body, ending) => {
  expect(await runAction('custom-phone-provider', {}, { code: provider(body) })).toEqual(ending);
});

test('a reason is cut at 1024 characters', async () => {
  const code = provider("api.notification.drop('x'.repeat(2000));");
  const ending = await runAction('custom-phone-provider', {}, { code });
  expect(ending).toEqual({ how: 'drop', reason: 'x'.repeat(1024) });
});

test('the time limit, where the Action waits for ever', async () => {
  const code = provider('await new Promise(() => undefined);');
  const ending = await runAction('custom-phone-provider', {}, { code, limitMs: 1 });
  expect(ending).toEqual({ how: 'timeout', reason: 'The Action did not end within 0.001 seconds.' });
});

test('the older trigger has no notification', async () => {
  const code = 'exports.onExecuteSendPhoneMessage = async (event, api) => api.notification.drop("no");';
  const ending = await runAction('send-phone-message', {}, { code });
  expect(ending).toMatchObject({ how: 'throw', reason: expect.stringContaining('undefined') as string });
});

test.each([
  ['modules', "require('node:fs')"],
  ['the process', 'process.env'],
])('an Action has no %s', async (_, expression) => {
  const ending = await runAction('custom-phone-provider', {}, { code: provider(`${expression};`) });
  expect(ending).toMatchObject({ how: 'throw', reason: expect.stringContaining('not defined') as string });
});

test.each([
  ['exports nothing', '', 'exports no handler'],
  ['is no JavaScript', '(', 'Unexpected end of input'],
])('a file that %s', async (_, code, reason) => {
  const ending = await runAction('custom-phone-provider', {}, { code });
  expect(ending).toMatchObject({ how: 'throw', reason: expect.stringContaining(reason) as string });
});

test.each([
  ['custom-phone-provider', { notification: { message_type: 'blocked_account' } }, 'drop', 'has no passcode'],
  ['custom-phone-provider', { notification: { code: '012345' }, secrets: {} }, 'drop', 'BRIDGE_URL'],
  ['send-phone-message', { message_options: { code: '012345' }, secrets: {} }, 'throw', 'BRIDGE_URL'],
] as const)('%s, the file that is shipped: %j', async (name, event, how, reason) => {
  const ending = await runAction(name, event);
  expect(ending).toMatchObject({ how, reason: expect.stringContaining(reason) as string });
});
