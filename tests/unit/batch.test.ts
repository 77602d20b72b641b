import fc from 'fast-check';
import type { Report } from '../../src/core/feedback';
import { readRecords } from '../../src/identity-providers/records';
import { createReportReply } from '../../src/http/reply';
import { logStreamRoute } from '../../src/identity-providers/auth0/provider';
import { activityRoute } from '../../src/identity-providers/pingone/provider';
import { factorSucceeded, passwordLogin, streamed } from '../fixtures/auth0-logs';
import { activity, page, webhookForm } from '../fixtures/pingone-activities';

type Body = Record<string, unknown>;

/** What the two functions ask with. */
const auth0 = (body: Body) => logStreamRoute.readEvents(body);
const pingone = (body: Body) => activityRoute.readEvents(body);

/** A JSON array as a Function sees it. */
const asKeys = (list: unknown[]): Body => ({ ...list });
const log = streamed(factorSucceeded('sms'));

describe('records', () => {
  const many = Array.from({ length: 123 }, (_, n) => ({ n }));
  const hostile: unknown[] = [null, 7, 'x', [], {}, false, log];
  const jsonArray = JSON.parse(JSON.stringify(asKeys([log, log]))) as Body;

  test.each<[string, Body, unknown[]]>([
    ['a JSON array', jsonArray, [log, log]],
    ['a JSON array of one', asKeys([log]), [log]],
    ['a JSON array of bare data', asKeys([passwordLogin()]), [passwordLogin()]],
    ['a long JSON array, in its order', asKeys(many), many],
    // As text would sort them: 0, 1, 10, 100, 101, …
    [
      'a long JSON array whose keys came in another order',
      Object.fromEntries(Object.entries(asKeys(many)).reverse()),
      many,
    ],
    ['a JSON array of anything', asKeys(hostile), hostile],
    ['a JSON array beside the query’s keys', { token: 'x', ...asKeys([log]) }, [log]],
    ['a JSON object', { logs: [log, log] }, [log, log]],
    ['a JSON object of anything', { logs: hostile }, hostile],
    ['an empty JSON object', { logs: [] }, []],
    ['one record', log, [log]],
    ['one record of bare data', passwordLogin(), [passwordLogin()]],
  ])('Auth0: %s', (_, body, expected) => {
    expect(auth0(body)).toEqual({ ok: true, value: expected });
  });

  test.each<[string, Body, unknown[]]>([
    ['a JSON array', asKeys([activity(), webhookForm()]), [activity(), webhookForm()]],
    ['a page of activities', page(activity(), webhookForm()), [activity(), webhookForm()]],
    ['a page with its own id', { id: 'x', ...page(activity()) }, [activity()]],
    ['an empty page', page(), []],
    ['one activity', activity(), [activity()]],
    ['one activity, which has an empty _embedded', webhookForm(), [webhookForm()]],
    [
      'one activity, whose _embedded is something else',
      { ...activity(), _embedded: { activities: 'x' } },
      [{ ...activity(), _embedded: { activities: 'x' } }],
    ],
  ])('PingOne: %s', (_, body, expected) => {
    expect(pingone(body)).toEqual({ ok: true, value: expected });
  });

  test.each<[string, Body, string]>([
    ['nothing', {}, 'body'],
    ['JSON Lines, as a form', { '{"log_id":"1"}\n{"log_id":"2"}': '' }, 'body'],
    ['junk', { foo: 'bar' }, 'body'],
    ['an array that does not begin at 0', { 1: log }, 'body'],
    ['the other provider’s list', page(log), 'body'],
    ['what is under __proto__', JSON.parse('{"__proto__":{"0":1,"data":{},"logs":[1]}}') as Body, 'body'],
    ['what is inherited', Object.create({ logs: [log], data: {} }) as Body, 'body'],
    ['logs that are text', { logs: 'x' }, 'logs'],
    ['logs that are null', { logs: null }, 'logs'],
    ['logs that are an object', { logs: { 0: log } }, 'logs'],
  ])('Auth0: %s is an invalid_request that names %s', (_, body, field) => {
    expect(auth0(body)).toMatchObject({
      ok: false,
      problem: { code: 'invalid_request', retryable: false, errors: [{ field }] },
    });
  });

  test.each<[string, Body, string]>([
    ['nothing', {}, 'body'],
    ['junk', { foo: 'bar' }, 'body'],
    ['a bare list of activities', { activities: [activity()] }, 'body'],
    ['an _embedded that is text', { _embedded: 'x' }, '_embedded.activities'],
    ['an _embedded that is empty', { _embedded: {} }, '_embedded.activities'],
    ['an _embedded that is a list', { _embedded: [activity()] }, '_embedded.activities'],
    ['activities that are no list', { _embedded: { activities: {} } }, '_embedded.activities'],
    [
      'activities under __proto__',
      JSON.parse('{"_embedded":{"__proto__":{"activities":[1]}}}') as Body,
      '_embedded.activities',
    ],
  ])('PingOne: %s is an invalid_request that names %s', (_, body, field) => {
    expect(pingone(body)).toMatchObject({
      ok: false,
      problem: { code: 'invalid_request', retryable: false, errors: [{ field }] },
    });
  });

  test('no problem quotes the body', () => {
    expect(JSON.stringify(auth0({ logs: '+14155552671', secret: 'hunter2' }))).not.toMatch(
      /4155552671|hunter2/,
    );
    expect(JSON.stringify(auth0({ secret: 'hunter2' }))).not.toContain('hunter2');
  });

  const key = fc.oneof(
    fc.constantFrom('logs', '_embedded', 'activities', 'data', 'id', '0', '1', '__proto__'),
    fc.string(),
  );
  const body = fc.oneof(
    fc.object({ key, withNullPrototype: true, maxDepth: 3 }),
    fc.dictionary(key, fc.anything()),
  ) as fc.Arbitrary<Body>;

  test('any object gives a list or an invalid_request, and never throws', () => {
    fc.assert(
      fc.property(body, (body) => {
        for (const result of [auth0(body), pingone(body), readRecords(body, [], [])]) {
          if (result.ok) expect(Array.isArray(result.value)).toBe(true);
          else expect(result.problem.code).toBe('invalid_request');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('any list that is not empty comes through whole, in every shape', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (list) => {
        const expected = { ok: true, value: list };
        expect([auth0(asKeys(list)), auth0({ logs: list }), pingone(asKeys(list))]).toEqual(
          Array(3).fill(expected),
        );
        expect(pingone({ _embedded: { activities: list } })).toEqual(expected);
      }),
    );
  });
});

describe('reported', () => {
  const report = (failed: number): Report => ({
    received: 28 + failed,
    approved: 1,
    skipped: {
      irrelevant: 2,
      unmappable: 3,
      duplicate: 4,
      expired: 5,
      no_pending_verification: 6,
      rejected: 7,
    },
    failed,
  });
  const COUNTS =
    '"approved":1,"skipped":{"irrelevant":2,"unmappable":3,"duplicate":4,"expired":5,' +
    '"no_pending_verification":6,"rejected":7}';

  test('nothing is left to do: 200 with the counts and nothing else', () => {
    const reply = createReportReply(report(0));
    expect(reply.status).toBe(200);
    expect(reply.headers).toEqual({ 'Content-Type': 'application/json' });
    expect(JSON.stringify(reply.body)).toBe(`{"received":28,${COUNTS},"failed":0}`);
  });

  test('something may yet succeed: 503, a problem with the counts at its top level, and when to come again', () => {
    const reply = createReportReply(report(2));
    expect(reply.status).toBe(503);
    expect(reply.headers).toEqual({
      'Content-Type': 'application/problem+json',
      'Retry-After': expect.stringMatching(/^[1-9][0-9]*$/) as string,
    });
    expect(reply.body).toEqual({
      type: '/problems.html#unavailable',
      title: expect.any(String) as string,
      status: 503,
      detail: expect.stringContaining('2 of 30') as string,
      code: 'unavailable',
      retryable: true,
      ...report(2),
    });
  });

  test('one failed event among many is enough', () => {
    expect(createReportReply(report(1)).status).toBe(503);
  });
});
