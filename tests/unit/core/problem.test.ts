import { createFieldProblem, problemTypes } from '../../../src/core/problem';

test('the statuses of the contract', () => {
  const statuses = Object.entries(problemTypes).map(([code, { status }]) => [code, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    unauthenticated: 401,
    not_configured: 500,
    invalid_request: 400,
    not_an_otp: 422,
    blocked: 403,
    undeliverable: 422,
    rate_limited: 429,
    service_misconfigured: 500,
    unavailable: 503,
    timeout: 504,
    internal_error: 500,
    no_pending_verification: 404,
    not_found: 404,
  });
});

test('every title is said once', () => {
  const titles = Object.values(problemTypes).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('a field problem names every field, in a sentence and in a list', () => {
  const errors = [
    { field: 'To', problem: 'is missing' },
    { field: 'otp', problem: 'must be 4 to 10 digits' },
  ];
  expect(createFieldProblem('invalid_request', errors)).toEqual({
    code: 'invalid_request',
    detail: 'To is missing. otp must be 4 to 10 digits.',
    retryable: false,
    errors,
  });
});
