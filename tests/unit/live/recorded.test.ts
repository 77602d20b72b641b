import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecording, writeRecordings, type Recording } from '../../../scripts/live/recording';
import { pingoneSms } from '../../../scripts/live/questions/senders';
import { createSample } from '../../../scripts/live/sample';
import type { Echo } from '../../../src/live/echo';
import { describeShape } from '../../../src/live/shape';
import { providers } from '../../../src/identity-providers/registry';
import { parse as parseForm } from 'node:querystring';
import { findProblems, loadRecordings } from '../../fixtures/recorded/load';

/** What a live check has recorded is read by our parsers. */

test('every recording of a live account has its form, and its parser reads it', () => {
  const problems = loadRecordings().flatMap(([file, one]) =>
    findProblems(file, one).map((problem) => `${file}: ${problem}`),
  );
  expect(problems).toEqual([]);
});

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'verify-bridge-recorded-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const good: Recording = {
  ...{
    question: 'pingone-sms',
    recorded_at: '2026-01-02T03:04:05.678Z',
    source: 'live',
    verdict: 'differs',
    found: [],
  },
  path: 'pingone/sms',
  wire: { contentType: 'application/x-www-form-urlencoded', body: 'to=%2B14155552671&otp=918273' },
};
const form = (body: string) => ({ contentType: 'application/x-www-form-urlencoded' as const, body });

test.each<[what: string, changes: Partial<Recording>, problem: RegExp | undefined]>([
  ['a good one', {}, undefined],
  ['without a body', { path: undefined, wire: undefined } as unknown as Partial<Recording>, undefined],
  ['a body without a code', { wire: form('to=%2B14155552671') }, /otp|code/i],
  ['a body without its route', { path: 'acme/sms' }, /no provider has the route acme\/sms/],
  ['a stand-in', { source: 'stand-in' }, /its source is stand-in/],
  ['no date', { recorded_at: 'yesterday' }, /recorded_at is no date/],
  ['a path alone', { wire: undefined } as unknown as Partial<Recording>, /belong together/],
  [
    'events of which none counts',
    {
      path: 'auth0/log-stream',
      wire: { contentType: 'application/json', body: '[{"log_id":"1","data":{"type":"fs"}}]' },
    },
    /counts as a success/,
  ],
])('%s', (_, changes, problem) => {
  writeRecordings(folder, [{ ...good, ...changes }]);
  const [[file, recording] = ['', good]] = loadRecordings(folder);
  const found = findProblems(file, recording).join(' ');
  if (problem === undefined) expect(found).toBe('');
  else expect(found).toMatch(problem);
});

test('what is recorded is checked for secrets; the samples stay', () => {
  const body = 'to=%2B14155552671&x=14155559876&y=my-token-16-chars';
  const recorded = createRecording(
    pingoneSms,
    {
      verdict: 'differs',
      found: ['User agent: +14155559876, my-token-16-chars, bridge-1-dev.twil.io.'],
      recorded: { path: 'pingone/sms', wire: form(body) },
    },
    0,
    'live',
    ['+14155559876', '14155559876', 'my-token-16-chars'],
  );
  expect(recorded).toMatchObject({
    found: ['User agent: [hidden], [hidden], [hidden].'],
    wire: form('to=%2B14155552671&x=[hidden]&y=[hidden]'),
  });
});

/** From a sample of every provider to its form, and back to a sample: the same parser still reads it. */
const callers = providers.flatMap((provider) =>
  provider.profile.callers.map((caller) => [caller.name, provider, caller] as const),
);

const echoOf = (contentType: string, fields: Record<string, unknown>): Echo => ({
  ...{ content_type: contentType, user_agent: null, headers: [], digest: '0' },
  ...describeShape(fields),
});

test.each(callers)(
  'the masked request of %s is read as the request is',
  (_, { otpRoutes }, { path, renderRequest }) => {
    const { contentType, body } = renderRequest('+14155552671', '918273');
    const fields = {
      ...(contentType === 'application/json' ? (JSON.parse(body) as object) : parseForm(body)),
    };
    const wire = createSample(echoOf(contentType, fields));
    const route = otpRoutes.find((one) => one.path === path);
    const read = {
      ...(contentType === 'application/json'
        ? (JSON.parse(wire?.body ?? '') as object)
        : parseForm(wire?.body ?? '')),
    };
    expect(route?.parseRequest(read)).toMatchObject({
      ok: true,
      value: { to: '+14155552671', passcode: '918273' },
    });
  },
);

test.each(callers.filter(([name]) => /^(auth0|pingone)/.test(name)))(
  'the masked events of %s count as the events do',
  (_, { eventRoute }, { renderEvents }) => {
    const events = renderEvents?.('+14155552671', '2026-01-02T03:04:05.678Z') as object;
    const wire = createSample(echoOf('application/json', { ...events }));
    const read = eventRoute?.readEvents({ ...(JSON.parse(wire?.body ?? '') as object) });
    expect(read?.ok === true ? read.value.map((one) => eventRoute?.parseEvent(one).kind) : []).toEqual([
      'success',
    ]);
  },
);

test('a body that a function cannot read has no sample', () => {
  expect(createSample(echoOf('text/plain', { to: '+1' }))).toBeUndefined();
});
