import { startSandbox, type Sandbox } from '../../sandbox/server';
import { authorization, credentials, postForm } from '../support/stand-in';

let sandbox: Sandbox;

async function lookup(path: string) {
  const response = await fetch(`${sandbox.url}/v2/PhoneNumbers/${path}`, { headers: { authorization } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

beforeAll(async () => {
  sandbox = await startSandbox({ credentials });
});
afterAll(() => sandbox.close());

test('a lookup has every key of the API, null unless asked for', async () => {
  expect(await lookup('%2B12025550123')).toEqual({
    status: 200,
    body: {
      calling_country_code: '1',
      country_code: 'US',
      phone_number: '+12025550123',
      national_format: '(202) 555-0123',
      valid: true,
      validation_errors: [],
      ...{
        caller_name: null,
        sim_swap: null,
        call_forwarding: null,
        line_status: null,
        line_type_intelligence: null,
      },
      ...{
        identity_match: null,
        reassigned_number: null,
        sms_pumping_risk: null,
        phone_number_quality_score: null,
      },
      pre_fill: null,
      url: 'https://lookups.twilio.com/v2/PhoneNumbers/+12025550123',
    },
  });
});

test.each([
  ['+447700900123', '44', 'GB', '7700900123'],
  ['+4915112345678', '49', 'DE', '15112345678'],
  ['+35312345678', '353', 'IE', '12345678'],
  ['02025550123?CountryCode=US', '1', 'US', '(202) 555-0123'],
  ['2025550123', '1', 'US', '(202) 555-0123'],
  ['07700900123?CountryCode=GB', '44', 'GB', '7700900123'],
])('%s is of +%s, %s', async (path, calling_country_code, country_code, national_format) => {
  const { body } = await lookup(path);
  expect(body).toMatchObject({ valid: true, calling_country_code, country_code, national_format });
});

test.each([
  ['+1202555012', 'TOO_SHORT'],
  ['+120255501234', 'TOO_LONG'],
  ['+4477', 'TOO_SHORT'],
  ['+4477009001234567', 'TOO_LONG'],
  ['+11025550123', 'INVALID_BUT_POSSIBLE'],
  ['+12021550123', 'INVALID_BUT_POSSIBLE'],
  ['+012025550123', 'INVALID_COUNTRY_CODE'],
  ['+1202555CALL', 'NOT_A_NUMBER'],
  ['+15005550200', 'INVALID_BUT_POSSIBLE'],
])('%s is not valid: %s', async (number, problem) => {
  const { status, body } = await lookup(number);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    valid: false,
    validation_errors: [problem],
    phone_number: number,
    national_format: null,
    calling_country_code: null,
    country_code: null,
  });
});

test.each([
  ['+12025550123', 'mobile', 5, null],
  ['+15005550205', 'landline', 5, null],
  ['+15005551205', 'landline', 5, null],
  ['+15005550910', 'nonFixedVoip', 85, null],
  ['+15005550911', 'fixedVoip', 5, null],
  ['+15005550913', 'tollFree', 5, null],
  ['+15005550914', 'premium', 5, null],
  ['+15005550915', 'sharedCost', 5, null],
  ['+15005550916', 'uan', 5, null],
  ['+15005550917', 'voicemail', 5, null],
  ['+15005550918', 'pager', 5, null],
  ['+15005550919', 'personal', 5, null],
  ['+15005550920', 'unknown', 5, null],
  ['+15005550922', 'mobile', 90, null],
  ['+1202555012', null, 5, 60600],
])('%s is a %s with a risk of %d', async (number, type, sms_pumping_risk_score, error_code) => {
  const { body } = await lookup(`${number}?Fields=line_type_intelligence,sms_pumping_risk`);
  expect(body['line_type_intelligence']).toEqual({
    ...{
      mobile_country_code: null,
      mobile_network_code: null,
      carrier_name: type === null ? null : 'Sandbox',
    },
    ...{ type, error_code },
  });
  expect(body['sms_pumping_risk']).toEqual({
    ...{ carrier_risk_category: sms_pumping_risk_score > 50 ? 'high' : 'low', number_blocked: false },
    ...{
      number_blocked_date: null,
      number_blocked_last_3_months: false,
      sms_pumping_risk_score,
      error_code: null,
    },
  });
});

test.each([
  ['line_type_intelligence', 'sms_pumping_risk'],
  ['sms_pumping_risk', 'line_type_intelligence'],
])('%s brings no %s', async (asked, other) => {
  const { body } = await lookup(`+12025550123?Fields=validation,${asked}`);
  expect(body[asked]).not.toBeNull();
  expect(body[other]).toBeNull();
});

test('an unknown package is refused', async () => {
  expect(await lookup('+12025550123?Fields=line_typ')).toMatchObject({ status: 400, body: { code: 60200 } });
});

async function control(method: string, body?: unknown) {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(`${sandbox.url}/sandbox/lookup`, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function line(number: string) {
  const { body } = await lookup(`${number}?Fields=line_type_intelligence,sms_pumping_risk`);
  const { type } = body['line_type_intelligence'] as { type: unknown };
  const { sms_pumping_risk_score: risk } = body['sms_pumping_risk'] as Record<string, unknown>;
  return [type, risk];
}

test('of a number without data both packages say so', async () => {
  const { status, body } = await lookup('+15005550921?Fields=line_type_intelligence,sms_pumping_risk');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    valid: true,
    line_type_intelligence: { type: null, carrier_name: null, error_code: 60600 },
    sms_pumping_risk: {
      ...{ sms_pumping_risk_score: null, carrier_risk_category: null, number_blocked: null },
      error_code: 60600,
    },
  });
});

test('a number whose Lookup fails is sent to', async () => {
  expect(await lookup('+15005550923')).toMatchObject({ status: 503, body: { code: 20503 } });
  const form = { To: '+15005550923', Channel: 'sms', CustomCode: '012345' };
  expect((await postForm(sandbox, 'Verifications', form)).status).toBe(201);
});

test('a range has the line type and the risk that it is given, the longest prefix first', async () => {
  const ranges = [
    { prefix: '+99450', type: 'mobile', risk: 95 },
    { prefix: '+994509', risk: 40 },
    { prefix: '+1', type: 'landline' },
  ];
  for (const range of ranges) expect(await control('POST', range)).toEqual({ status: 201, body: range });
  expect(await control('GET')).toEqual({ status: 200, body: { ranges } });
  expect(await line('+994501234567')).toEqual(['mobile', 95]);
  expect(await line('+994509234567')).toEqual(['mobile', 40]);
  expect(await line('+994551234567')).toEqual(['mobile', 5]);
  expect(await line('+12025550123')).toEqual(['landline', 5]);
  expect(await line('+15005550910')).toEqual(['nonFixedVoip', 85]);
  expect(await line('+15005550922')).toEqual(['landline', 90]);
  await control('POST', { prefix: '+99450', type: 'nonFixedVoip' });
  expect(await line('+994501234567')).toEqual(['nonFixedVoip', 85]);
  expect((await control('DELETE')).status).toBe(204);
  expect(await line('+994501234567')).toEqual(['mobile', 5]);
});

test('there are a thousand ranges at most', async () => {
  for (let range = 0; range < 1000; range++) await control('POST', { prefix: `+${9000 + range}`, risk: 1 });
  expect((await control('POST', { prefix: '+1', risk: 1 })).status).toBe(400);
  expect((await control('POST', { prefix: '+9000', risk: 2 })).status).toBe(201);
  await control('DELETE');
});

test.each([
  [[], 'object'],
  [{ type: 'mobile' }, 'prefix'],
  [{ prefix: '99450', risk: 1 }, 'prefix'],
  [{ prefix: '+', risk: 1 }, 'prefix'],
  [{ prefix: '+1', type: 'cell' }, 'type'],
  [{ prefix: '+1', risk: 101 }, 'risk'],
  [{ prefix: '+1', risk: '5' }, 'risk'],
  [{ prefix: '+1' }, 'is needed'],
  [{ prefix: '+1', risk: 1, score: 1 }, '"score" is not known'],
])('%j is no range', async (body, problem) => {
  const answer = await control('POST', body);
  expect([answer.status, (answer.body as { error: string }).error]).toEqual([
    400,
    expect.stringContaining(problem),
  ]);
  expect(await control('GET')).toEqual({ status: 200, body: { ranges: [] } });
});
