import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findProblems, loadRecordings } from '../fixtures/recorded/load';
import { NUMBER, prepareLiveCheck, readTokenPath } from '../support/live-check';
import { createProviders, irrelevant, type Calling } from '../support/live-providers';

/** The questions of a live check, as they are asked and answered. */

const check = prepareLiveCheck();

test('every question is asked, answered and recorded; then all is as it was', async () => {
  const { asPingone, asAuth0, asLogStream, asPingoneWebhook } = createProviders(check);
  const twice = (call: (query: string) => Promise<unknown>) => async () =>
    void (await call('?echo_status=503'), await call('?echo_status=503'));
  for (const call of [asPingone, asAuth0, asLogStream, asPingoneWebhook] as Calling[])
    check.twilio.onLogs.push(async () => void (await call()), twice(call));
  const done = ['pingone-sms', 'auth0-action', 'auth0-log-stream', 'pingone-webhook'].flatMap((id) => [
    [`${id}.shape`, 'done'],
    [`${id}.503`, 'done'],
  ]);
  const args = check.writeAnswers({
    'second-code.send': 'done',
    'second-code.arrived': 'second',
    'letters.send': 'done',
    'letters.arrived': 'none',
    ...(Object.fromEntries(done) as Record<string, string>),
  });
  const { code, stderr, stdout, report } = await check.live([
    ...args,
    '--live-number',
    NUMBER,
    '--live-fixtures',
    join(check.folder, 'recorded'),
    check.twilio.origin,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  expect(stdout).toMatch(/at most 3 text messages itself, all to the number that you type in/);
  expect(stdout).toContain('https://www.twilio.com/en-us/verify/pricing');
  expect(report.match(/Result: \*\*(.*)\*\*/g)).toEqual([
    'Result: **as expected**',
    'Result: **now known**',
    'Result: **differs**',
    ...Array<string>(4).fill('Result: **as expected**'),
  ]);
  for (const sentence of [
    'Both sends have the same VE SID.',
    'Verify accepts a code of letters and digits.',
    'a JSON array: as expected.',
    'JSON Lines as application/json: as expected.',
    'the order of the keys in JSON: as expected.',
    'The plus sign of a number arrives as a blank',
    'Each batch is a JSON array. Batches: 2 events',
    'Answered with 503: the same body came again after 5.0 s.',
    'Answered with 400: not asked.',
  ])
    expect(report).toContain(sentence);
  expect(report).toMatch(/work after the answer: it ran, \d+ ms after the call began/);

  // Three messages, as was said, and nothing stays pending.
  expect((await check.messages()).map(({ to }) => to)).toEqual([NUMBER, NUMBER, NUMBER]);
  expect((await check.changes()).map(({ form }) => form['Status'] ?? form['Channel'])).toEqual([
    ...['sms', 'sms', 'canceled'],
    ...['sms', 'canceled'],
  ]);
  expect(check.twilio.variables.size).toBe(0);
  expect(existsSync(readTokenPath(stdout))).toBe(false);
  // What is by chance, or by the speed of the machine, may look like a part of the number.
  const logged = check.twilio.lines.map((line) =>
    line.replace(/"(correlation_id|digest|ms)":("[^"]*"|\d+)/g, ''),
  );
  expect(logged.join('\n')).not.toMatch(/415|9876|918273|012345|robin/);

  const recorded = loadRecordings(join(check.folder, 'recorded'));
  expect(recorded.map(([file]) => file)).toEqual([
    'auth0-action.json',
    'auth0-log-stream.json',
    'letters.json',
    'pingone-sms.json',
    'pingone-webhook.json',
    'runtime.json',
    'second-code.json',
  ]);
  expect(recorded.flatMap(([, { path, wire }]) => (wire === undefined ? [] : path))).toEqual([
    ...['auth0/send', 'auth0/log-stream', 'pingone/sms', 'pingone/events'],
  ]);
  expect(recorded.flatMap(([file, one]) => findProblems(file, one, 'stand-in'))).toEqual([]);
  const [, { calls = [] } = {}] = recorded.find(([file]) => file === 'runtime.json') ?? [];
  expect(calls.map(({ wire, status }) => `${status} ${wire.body}`)).toEqual([
    '200 [{"to":"+1"},{"to":"+2"}]',
    '200 {"to":"+1","request":{"headers":{"authorization":"Bearer the token of the echo route"}}}',
    '400 {"to":"+1"}\n{"to":"+2"}\n',
    ...['200 to=%2B1&to=%2B2', '200 to=+1', '200 {"to":1,"code":2,"channel":3,"at":4}'],
  ]);
  expect(JSON.stringify(recorded)).not.toMatch(/5559876|robin/);
});

test('what a person leaves out is not asked: no number, no message', async () => {
  const { code, report } = await check.live([...check.writeAnswers({}), check.twilio.origin]);
  expect(code).toBe(0);
  expect(report.match(/Result: \*\*not asked\*\*/g)).toHaveLength(6);
  expect(await check.changes()).toEqual([]);
  expect(check.twilio.variables.size).toBe(0);
});

test('without a deployment its questions are not asked, and no variable is set', async () => {
  const { code, stdout } = await check.live([...check.writeAnswers({}), '--live-number', NUMBER]);
  expect(code).toBe(0);
  expect(stdout).toContain('5 more questions need the address of a deployment.');
  expect(check.twilio.calls).toEqual([]);
});

test('a stream without an event of a success is reported, and no body of it is recorded', async () => {
  const { asLogStream } = createProviders(check);
  check.twilio.onLogs.push(async () => void (await asLogStream('', [irrelevant])));
  const folderOf = join(check.folder, 'recorded');
  const args = [...check.writeAnswers({ 'auth0-log-stream.shape': 'done' }), '--live-fixtures', folderOf];
  const { report } = await check.live([...args, check.twilio.origin]);
  expect(report).toContain('No call had an event of a success: no body is recorded.');
  expect(report).toContain('Answered with 503: not asked.');
  const [, stream] = loadRecordings(folderOf).find(([file]) => file === 'auth0-log-stream.json') ?? [];
  expect(stream).toMatchObject({ verdict: 'as expected', source: 'stand-in' });
  expect(stream).not.toHaveProperty('wire');
});
