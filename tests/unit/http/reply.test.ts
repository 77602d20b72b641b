import type { OtpRequest } from '../../../src/core/otp-request';
import { problemTypes, type Problem, type ProblemCode } from '../../../src/core/problem';
import { ok, refuse } from '../../../src/core/result';
import { createDeliveryReply, createJsonReply, createProblemReply } from '../../../src/http/reply';

const REQUEST: OtpRequest = {
  to: '+14155552671',
  passcode: '918273',
  channel: 'sms',
  deviceIp: '203.0.113.7',
  tags: { idp: 'pingone' },
};
const BLOCKED: Problem = { code: 'blocked', detail: 'Not there.', retryable: false };

describe('a problem', () => {
  const codes = Object.keys(problemTypes) as ProblemCode[];

  test.each(codes)('%s', (code) => {
    const { status, title } = problemTypes[code];
    expect(createProblemReply({ code, detail: 'Why.', retryable: false })).toEqual({
      status,
      headers: { 'Content-Type': 'application/problem+json' },
      body: { type: `/problems.html#${code}`, title, status, detail: 'Why.', code, retryable: false },
    });
  });

  test("carries Twilio's code and the fields where there are any", () => {
    const errors = [{ field: 'To', problem: 'is missing' }];
    const { body } = createProblemReply({ ...BLOCKED, twilioCode: 60410, errors });
    expect(body).toMatchObject({ twilio_code: 60410, errors, retryable: false });
    expect(createProblemReply({ ...BLOCKED, retryable: true }).body).toMatchObject({ retryable: true });
  });

  test.each([
    [0, '0'],
    [0.2, '1'],
    [1, '1'],
    [7.5, '8'],
    [600, '600'],
  ])('Retry-After of %p s is %s, whole seconds that are never too few', (retryAfter, header) => {
    expect(createProblemReply({ ...BLOCKED, retryAfter }).headers).toEqual({
      'Content-Type': 'application/problem+json',
      'Retry-After': header,
    });
  });

  test('may have another status, in the body too', () => {
    const reply = createProblemReply({ ...BLOCKED, code: 'not_configured' }, 503);
    expect(reply).toMatchObject({ status: 503, body: { status: 503, code: 'not_configured' } });
  });
});

describe('a delivery', () => {
  function run(result: Parameters<typeof createDeliveryReply>[1]) {
    const notes: Record<string, unknown> = {};
    const reply = createDeliveryReply(REQUEST, result, (fields) => Object.assign(notes, fields));
    return { reply, notes };
  }

  test('is a 201 with the masked number, and so is its log line', () => {
    const delivery = { sid: 'VE1', status: 'pending', channel: 'sms', to: REQUEST.to } as const;
    const { reply, notes } = run(ok(delivery));
    expect(reply).toEqual({
      ok: true,
      value: {
        status: 201,
        headers: { 'Content-Type': 'application/json' },
        body: { sid: 'VE1', status: 'pending', channel: 'sms', to: '+1******2671' },
      },
    });
    expect(notes).toEqual({ outcome: 'delivered', channel: 'sms', sid: 'VE1', to: '+1******2671' });
  });

  test('says the channel that was used in the end', () => {
    const { reply, notes } = run(ok({ sid: 'VE1', status: 'pending', channel: 'call', to: REQUEST.to }));
    expect(reply).toMatchObject({ value: { body: { channel: 'call' } } });
    expect(notes).toMatchObject({ channel: 'call' });
  });

  test('that failed is noted by channel and masked number, and its problem goes on unchanged', () => {
    const { reply, notes } = run(refuse(BLOCKED));
    expect(reply).toEqual({ ok: false, problem: BLOCKED });
    expect(notes).toEqual({ channel: 'sms', to: '+1******2671' });
  });

  test('never shows the code, the whole number or the address', () => {
    const text = JSON.stringify([
      run(ok({ sid: 'VE1', status: 'pending', channel: 'sms', to: REQUEST.to })),
      run(refuse(BLOCKED)),
    ]);
    for (const secret of ['918273', '4155552671', '203.0.113.7']) expect(text).not.toContain(secret);
  });
});

test('json', () => {
  const headers = { 'Content-Type': 'application/json' };
  expect(createJsonReply(200, { status: 'ok' })).toEqual({ status: 200, headers, body: { status: 'ok' } });
});
