import { NUMBER, prepareLiveCheck } from '../support/live-check';

/** A live check that is refused: by the account, by Verify, or by a code. */

const check = prepareLiveCheck();

describe('what fails is said, and the next question is asked', () => {
  test('a deployment that the account does not have', async () => {
    const { code, report } = await check.live([
      ...check.writeAnswers({ 'second-code.send': 'done', 'second-code.arrived': 'first' }),
      '--live-number',
      NUMBER,
      'https://other-1234.twil.io',
    ]);
    expect(code).toBe(1);
    expect(report.match(/The Twilio account has no deployment at this address/g)).toHaveLength(5);
    expect(report).toContain('The first code arrived alone.');
    expect(report).not.toContain('other-1234');
  });

  test('an account that the Serverless API refuses', async () => {
    check.twilio.refuseWith = 401;
    const { code, report } = await check.live([...check.writeAnswers({}), check.twilio.origin]);
    expect(code).toBe(1);
    expect(report.match(/Result: \*\*failed\*\*/g)).toHaveLength(5);
    expect(check.twilio.variables.size).toBe(0);
  });

  test('a second send that Verify refuses, and a log without a call', async () => {
    await check.fault({ match: { path: 'Verifications' }, status: 429, body: '{"code":60203}' });
    const { report } = await check.live([
      ...check.writeAnswers({ 'second-code.send': 'done', 'pingone-sms.shape': 'done' }),
      '--live-number',
      NUMBER,
      check.twilio.origin,
    ]);
    expect(report).toMatch(/Send 1 of 2 was refused: status 429/);
    expect(report).toContain('No call was logged since');
  });
});

describe('a code', () => {
  const ask = (answers: Record<string, string>) =>
    check.live([...check.writeAnswers(answers), '--live-number', NUMBER]);
  const both = { 'second-code.send': 'done', 'second-code.arrived': 'both' };

  test('that Verify refuses for its letters is an answer, with its error', async () => {
    await check.fault({ match: { path: '/Verifications' }, status: 400, code: 60200 });
    const { code, report } = await ask({ 'letters.send': 'done' });
    expect(code).toBe(0);
    expect(report).toContain('A code of letters and digits is refused: status 400, error 60200.');
    expect(report).toContain('Result: **now known**');
    expect(await check.messages()).toEqual([]);
  });

  test('that is refused for a limit is none', async () => {
    await check.fault({ match: { path: '/Verifications' }, status: 429, code: 60203 });
    const { code, report } = await ask({ 'letters.send': 'done' });
    expect(code).toBe(1);
    expect(report).toContain('refused: status 429, error 60203.');
  });

  test('whose verification cannot be canceled keeps its answer', async () => {
    await check.fault({ match: { path: '/Verifications/' }, status: 404, code: 20404 });
    const { code, report } = await ask(both);
    expect(code).toBe(0);
    expect(report).toContain('Result: **as expected**');
    expect(report).toContain('Both codes arrived, each in a message of its own.');
    expect(report).toContain('A verification was not canceled (status 404, error 20404)');
  });

  test('after which Verify answers no more is canceled', async () => {
    // The first send goes through; to the second, something between answers with a page.
    await check.fault({ match: { path: '/Verifications' }, delay_ms: 0 });
    await check.fault({ match: { path: '/Verifications' }, body: '<html>' });
    const { code, report } = await ask(both);
    expect(code).toBe(1);
    expect(report).toContain('Result: **failed**');
    expect((await check.changes()).at(-1)?.form).toEqual({ Status: 'canceled' });
  });
});
