import { problemTypes, type Problem, type ProblemCode } from '../../../src/core/problem';
import { createDeliveryReply, createJsonReply, createProblemReply } from '../../../src/http/reply';

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
  const delivery = { sid: 'VE1', status: 'pending', channel: 'sms', to: '+14155552671' } as const;

  test('is a 201 with the masked number', () => {
    expect(createDeliveryReply(delivery)).toEqual({
      status: 201,
      headers: { 'Content-Type': 'application/json' },
      body: { sid: 'VE1', status: 'pending', channel: 'sms', to: '+1******2671' },
    });
  });

  test('says the channel that was used in the end', () => {
    expect(createDeliveryReply({ ...delivery, channel: 'call' }).body).toMatchObject({ channel: 'call' });
  });
});

test('json', () => {
  const headers = { 'Content-Type': 'application/json' };
  expect(createJsonReply(200, { status: 'ok' })).toEqual({ status: 200, headers, body: { status: 'ok' } });
});
