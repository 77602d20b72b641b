import type { Browser } from 'playwright-core';
import { createTelephonyRequest } from '../../src/identity-providers/okta/profile';
import { nested, messageOptionsEvent, notificationEvent } from '../fixtures/auth0';
import { recommended } from '../fixtures/pingone';
import { json } from '../fixtures/wire';
import { sandboxEnvironment } from '../support/bridge';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { openTestPage, type TestPage } from '../support/test-page';

/** What a person does on the test page, in Chromium, with what `npm start` runs. */

const password = sandboxEnvironment['CONSOLE_PASSWORD'] ?? '';

let browser: Browser;
let running: Running;
let tab: TestPage;

beforeAll(async () => {
  [browser, running] = await Promise.all([openBrowser(), startNpm()]);
});
beforeEach(async () => {
  await Promise.all(['messages', 'faults'].map((name) => sandbox('DELETE', name)));
  await sandbox('POST', 'clock', { advance_seconds: 3600 });
  tab = await openTestPage(browser, `${running.url}/#${password}`);
});
afterEach(async () => {
  await tab.close();
  expect(tab.wrongs).toEqual([]);
});
afterAll(async () => {
  await Promise.all([browser.close(), running.stop()]);
});

async function sandbox(method: string, name: string, body?: unknown): Promise<void> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  expect((await fetch(`${running.sandboxUrl}/sandbox/${name}`, init)).ok).toBe(true);
}

const textOf = async (id: string): Promise<string> => (await tab.page.locator(id).innerText()).trim();
const field = (id: string): Promise<string> => tab.page.locator(id).inputValue();

describe('the way of a newcomer', () => {
  test('send, see the code on the phone, play the outcome, approved: two clicks', async () => {
    const { page, button } = tab;
    await button('Send').click();
    const code = await field('#code');
    expect(code).toMatch(/^\d{6}$/);
    await tab.phone.first().waitFor();
    expect(await tab.phone.first().locator('mark').innerText()).toBe(code);
    expect(await page.locator('[aria-current=step]').innerText()).toBe('Pending');
    await button('Play the outcome').click();
    await page.getByText('Approved: Verify counts the code as used.').first().waitFor();
    expect(await page.locator('[aria-current=step]').innerText()).toBe('Approved');
    expect(await tab.report.innerText()).toContain('pending → approved');
  });

  test('a click away: a sign-in with each provider, in a tab of its own', async () => {
    for (const [name, title] of [
      ['with PingOne', 'Sign in with PingOne'],
      ['with Auth0', 'Welcome'],
    ] as const) {
      const link = tab.page.getByRole('link', { name, exact: true });
      const [opened] = await Promise.all([tab.page.waitForEvent('popup'), link.click()]);
      await opened.getByRole('heading', { name: title, exact: true }).waitFor();
      await opened.close();
    }
  });

  test('everything for the first step is on the first screen, and the second step after it', async () => {
    const bottom = async (name: string) => {
      const box = await tab.button(name).boundingBox();
      return (box?.y ?? Infinity) + (box?.height ?? 0);
    };
    await tab.button('Send').waitFor();
    expect(await bottom('Send')).toBeLessThan(800);
    expect((await tab.page.locator('#phone').boundingBox())?.y).toBeLessThan(200);
    await tab.button('Send').click();
    await tab.phone.first().waitFor();
    expect(await bottom('Play the outcome')).toBeLessThan(800);
  });
});

const to = '+14155552671';
const code = '012345';
const callers = {
  'pingone-sms': { wire: recommended({ to, otp: code }), path: '/pingone/sms', call: false },
  'pingone-voice': { wire: recommended({ to, otp: code }), path: '/pingone/voice', call: true },
  'auth0-custom-phone-provider': {
    wire: nested(notificationEvent({ recipient: to, code })),
    path: '/auth0/send',
    call: false,
  },
  'auth0-send-phone-message': {
    wire: nested(messageOptionsEvent({ recipient: to, code })),
    path: '/auth0/send',
    call: false,
  },
  'okta-sms': {
    wire: json(createTelephonyRequest({ phoneNumber: to, otpCode: code })),
    path: '/okta/telephony',
    call: false,
  },
  'okta-voice': {
    wire: json(createTelephonyRequest({ phoneNumber: to, otpCode: code, deliveryChannel: 'VOICE CALL' })),
    path: '/okta/telephony',
    call: true,
  },
  generic: { wire: json({ to, code, channel: 'sms', locale: 'en-US' }), path: '/otp/send', call: false },
};

describe('send', () => {
  test.each(Object.entries(callers))(
    'as %s: what it puts on the wire, and its outcome',
    async (caller, expected) => {
      await tab.send({ caller, to, code });
      expect(await field('#body')).toBe(expected.wire.body);
      expect(await field('#content-type')).toBe(expected.wire.contentType);
      expect(await textOf('#target')).toBe(`POST ${expected.path}`);
      await tab.reply
        .getByText(expected.call ? 'Verify calls +1******2671.' : 'Verify sends a text message')
        .first()
        .waitFor();
      expect(await tab.reply.innerText()).toMatch(/20[01][^]*VE[0-9a-f]{32}[^]*pending[^]*\d+ ms/);
      await tab.phone.first().waitFor();
      const arrived = await tab.phone.first().innerText();
      expect(arrived).toContain(expected.call ? 'Phone call' : 'Text message');
      expect(arrived).toContain(code);
      await tab.button('Play the outcome').click();
      await tab.report.getByText('Approved: Verify counts').first().waitFor();
    },
  );

  test('a provider that sends no event that proves a code is said to send none', async () => {
    await tab.send({ caller: 'logto', to, code });
    await tab.report.getByText('Logto sends no event that proves a code.').first().waitFor();
    expect(await tab.button('Play the outcome').isVisible()).toBe(false);
  });

  test('the reply is masked, and so is all that the page says of it', async () => {
    await tab.send({ caller: 'pingone-sms', to, code });
    await tab.reply.getByText('Request and reply').click();
    const [request, reply] = await tab.reply.locator('pre').allInnerTexts();
    expect(request).toContain('to=%2B14155552671');
    expect(reply).toContain('"to": "+1******2671"');
    await tab.button('Play the outcome').click();
    await tab.report.getByText('Approved: Verify counts').first().waitFor();
    const told = [reply, await tab.report.innerText(), await textOf('#announcer')].join('\n');
    expect(told).not.toContain('4155552671');
  });

  test('a landline is called instead', async () => {
    await tab.send({ to: '+15005550205' });
    await tab.reply
      .getByText('Verify calls +1******0205: a landline takes no text message.')
      .first()
      .waitFor();
    await tab.phone.first().waitFor();
    expect(await tab.phone.first().innerText()).toContain('Phone call');
  });

  test('a number of the list, here the one that Fraud Guard blocks', async () => {
    await tab.choose('pingone-sms');
    await tab.button(/60410: blocked by Fraud Guard/).click();
    expect(await field('#to')).toBe('+15005550410');
    expect(await field('#body')).toContain('%2B15005550410');
    expect(await tab.page.locator(':focus').innerText()).toBe('Send');
    await tab.page.keyboard.press('Enter');
    await tab.reply.getByText('Sending to this number is blocked').first().waitFor();
    const told = await tab.reply.innerText();
    expect(told).toContain('What to do: To reach a number that is blocked, change the rules');
    expect(
      await tab.reply
        .getByRole('link')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['/problems.html#blocked', 'https://www.twilio.com/docs/api/errors/60410']);
    expect(told).not.toContain('5005550410');
    expect(await tab.button('Play the outcome').isVisible()).toBe(false);
    expect(await tab.phone.count()).toBe(0);
  });

  test('a text of one’s own reaches the provider’s parser', async () => {
    await tab.choose('pingone-sms');
    await tab.page.locator('#body').fill('To=+442071838750&Parameters={"OTP":0123, "username":jdoe}');
    await tab.button('Send').click();
    await tab.reply.getByText('Verify sends a text message to +4*******8750.').first().waitFor();
    await tab.phone.first().waitFor();
    expect(await tab.phone.first().locator('mark').innerText()).toBe('0123');
    // The outcome is for the number in the text, not for the one in the field.
    await tab.button('Play the outcome').click();
    await tab.report.getByText('Approved: Verify counts').first().waitFor();

    await tab.page.locator('#content-type').selectOption('application/json');
    await tab.page.locator('#body').fill('{"to":"+14155552671","otp":912345}');
    await tab.button('Send').click();
    await tab.reply.getByText('otp is a JSON number: quote it').first().waitFor();
    await tab.button('Check again').click();
    await tab.page.locator('#status-again:not([aria-disabled])').waitFor();
    expect(await field('#body')).toBe('{"to":"+14155552671","otp":912345}');
    await tab.button('Undo the edit').click();
    expect(await field('#body')).toBe(recommended({ to, otp: await field('#code') }).body);
    expect(await field('#content-type')).toBe('application/x-www-form-urlencoded');
  });

  test('a slow Twilio: the button says how long it takes, and sends nothing twice', async () => {
    await sandbox('POST', 'faults', { match: { path: '/Verifications' }, delay_ms: 1_000 });
    const sending = tab.page.locator('#send-button');
    await tab.send();
    await tab.page.getByText(/^Sending \d\.\d s$/).waitFor();
    expect(await sending.getAttribute('aria-disabled')).toBe('true');
    await sending.click({ force: true });
    await tab.reply.getByText('Verify sends').first().waitFor();
    expect(await sending.innerText()).toBe('Send');
    expect(tab.requests.filter((request) => request.url().endsWith('/console/send'))).toHaveLength(1);
    expect(await tab.reply.innerText()).toMatch(/\b\d{4} ms|\b99\d ms/);
  });

  test('a bridge that does not answer is a problem with something to do', async () => {
    await tab.page.route('**/console/send', (route) => route.abort());
    await tab.send();
    await tab.reply.getByText('The bridge does not answer').first().waitFor();
    expect(await tab.reply.innerText()).toContain('What to do:');
    tab.wrongs.length = 0; // The browser's own word of the request that was cut off.
  });
});

test('a number without its + is somebody else’s: it is not sent', async () => {
  const before = tab.requests.length;
  await tab.send({ to: '4155552671' });
  const isInvalid = 'document.querySelector("#to").validity.patternMismatch';
  expect(await tab.page.evaluate(isInvalid)).toBe(true);
  expect(tab.requests.slice(before).some((one) => one.url().endsWith('/console/send'))).toBe(false);
});

describe('outcome', () => {
  test('played twice, it finds nothing pending any more', async () => {
    await tab.send();
    await tab.button('Play the outcome').click();
    await tab.report.getByText('Approved: Verify counts').first().waitFor();
    await tab.button('Play the outcome').click();
    await tab.report.getByText('Verify has no pending verification for this number').first().waitFor();
    const told = await tab.report.innerText();
    expect(told).toContain('The verification is approved, as before.');
    expect(told).toContain('approved → approved');
  });

  test('an event that was edited is sent as it is: another factor is irrelevant', async () => {
    await tab.send({ caller: 'auth0-custom-phone-provider' });
    await tab.page.getByText('The event that Auth0 will send').click();
    const event = await field('#event');
    expect(event).toContain('gd_auth_succeed');
    await tab.page
      .getByLabel('Event', { exact: true })
      .fill(event.replace('gd_auth_succeed', 'gd_auth_failed'));
    await tab.button('Play the outcome').click();
    await tab.report.getByText('The verification is pending, as before.').first().waitFor();
    expect(await tab.report.innerText()).toContain('irrelevant 1:');
    await tab.page.getByLabel('Event', { exact: true }).fill('[');
    await tab.button('Play the outcome').click();
    await tab.report.getByText('The request cannot be used').first().waitFor();
  });
});

test('status: the service, every endpoint and every variable', async () => {
  const status = tab.page.locator('#status');
  await status.getByText('“Sandbox” answers').waitFor();
  const told = await status.innerText();
  expect(told).toContain('Custom codes are on');
  for (const path of ['/pingone/sms', '/pingone/events', '/auth0/send', '/auth0/log-stream'])
    expect(told).toMatch(new RegExp(`${path}\\s+(PingOne|Auth0)\\s+open`));
  for (const name of ['VERIFY_SERVICE_SID', 'PINGONE_PASSWORD'])
    expect(told).toMatch(new RegExp(`${name}[^]*set`));
  await sandbox('POST', 'faults', { match: { path: '/v2/Services' }, status: 401, code: 20003 });
  await tab.button('Check again').click();
  await tab.page
    .locator('#readiness')
    .getByText('The Twilio account or Verify service is not set up')
    .first()
    .waitFor();
});

test('conversion: the chart and the table of what was sent here', async () => {
  await tab.send({ to: '+33612345678' });
  await tab.button('Play the outcome').click();
  await tab.report.getByText('Approved: Verify counts').first().waitFor();
  await tab.send({ caller: 'pingone-voice', to: '+4930901820' });
  await tab.reply.getByText('Verify calls').first().waitFor();
  await tab.page.getByLabel('Last', { exact: true }).selectOption('30');
  const conversion = tab.page.locator('#conversion');
  await conversion.getByRole('row', { name: /^France/ }).waitFor();
  expect(await conversion.getByRole('row', { name: /^Germany/ }).innerText()).toMatch(
    /Germany\s+1\s+0\s+0 %/,
  );
  const chart = conversion.getByRole('img');
  const label = await chart.getAttribute('aria-label');
  for (const bar of [/Voice call: \d of \d/, /France: 1 of 1/, /Germany: 0 of 1/]) expect(label).toMatch(bar);
  expect(await chart.locator('rect.sent').count()).toBeGreaterThanOrEqual(4);
  expect(await conversion.innerText()).toContain('A falling rate is the first sign of SMS pumping');
});

test('connect: addresses of this deployment, to copy, and no secret', async () => {
  const connect = tab.page.locator('#connect');
  // What arrives above moves the buttons, and a click on one that moves is lost.
  for (const arrived of ['#status-body table', '#number-list li', '#sign-ins a'])
    await tab.page.locator(arrived).first().waitFor();
  await tab.button('Copy SMS request').click();
  await tab.page.getByRole('log').filter({ hasText: 'Copied: SMS request' }).waitFor({ state: 'attached' });
  expect(await tab.page.evaluate('navigator.clipboard.readText()')).toBe(`${running.url}/pingone/sms`);
  await tab.button('Copy Body of both').click();
  await tab.page.getByRole('log').filter({ hasText: 'Copied: Body' }).waitFor({ state: 'attached' });
  expect(await tab.page.evaluate('navigator.clipboard.readText()')).toContain('otp=${otp}');
  const told = await connect.innerText();
  for (const path of ['/pingone/voice', '/pingone/events', '/auth0/send', '/auth0/log-stream'])
    expect(told).toContain(running.url + path);
  const html = await tab.page.content();
  const secrets = Object.entries(sandboxEnvironment).filter(([name]) =>
    /PASSWORD|TOKEN|SECRET|_SID$/.test(name),
  );
  expect(secrets.length).toBeGreaterThan(6);
  for (const [, secret] of secrets) expect(html).not.toContain(secret);
});

describe('the phone', () => {
  test('shows what arrives from elsewhere, too, within a second or two', async () => {
    await tab.page.getByText('Nothing has arrived yet.').waitFor();
    const authorization = `Basic ${Buffer.from(`pingone:${sandboxEnvironment['PINGONE_PASSWORD']}`).toString('base64')}`;
    const body = new URLSearchParams({ To: '+14155552672', Parameters: '{"OTP":987654}' });
    await fetch(`${running.url}/pingone/voice`, { method: 'POST', headers: { authorization }, body });
    await tab.phone.first().waitFor({ timeout: 5_000 });
    expect(await tab.phone.first().innerText()).toMatch(/Phone call[^]*987654[^]*to \+14155552672/);
  });

  test('lists every number that chooses an outcome', async () => {
    await tab.page.locator('#number-list li').first().waitFor();
    const { numbers } = (await (await fetch(`${running.sandboxUrl}/sandbox/numbers`)).json()) as {
      numbers: { number: string; outcome: string }[];
    };
    const told = await tab.page.locator('#number-list').innerText();
    for (const { number, outcome } of numbers) {
      expect(told).toContain(number);
      expect(told).toContain(outcome);
    }
  });
});

test('keyboard alone: from the top of the page to approved', async () => {
  const { page } = tab;
  const focused = () =>
    page.evaluate<string>('document.activeElement.innerText || document.activeElement.id');
  const tabTo = async (name: RegExp) => {
    const seen: string[] = [];
    while (!name.test(await focused())) {
      seen.push(await focused());
      if (seen.length > 15) throw new Error(`Not reached: ${name}, but ${seen.join(', ')}`);
      await page.keyboard.press('Tab');
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
      expect(outline).not.toBe('none');
    }
  };
  await page.locator('#sign-ins a').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(/^with Auth0$/);
  await page.keyboard.press('Tab'); // To the callers
  await page.keyboard.press('ArrowDown');
  expect(await page.getByLabel('Who calls the bridge').inputValue()).toBe('auth0-send-phone-message');
  await tabTo(/^Send$/);
  await page.keyboard.press('Enter');
  await tab.reply.getByText('Verify sends a text message').first().waitFor();
  expect(await focused()).toMatch(/^Send/);
  await tabTo(/^Play the outcome$/);
  await page.keyboard.press('Enter');
  await tab.report.getByText('Approved: Verify counts').first().waitFor();
});
