import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderLoginForm, validateLogin, readLoginInput } from '../../../src/demo/login-form';

const JANE = { email: 'jane@example.com', phone: '+14155552671', acrValues: '' };
const read = (changes: Partial<typeof JANE>) => validateLogin({ ...JANE, ...changes });

test('what was typed is read without the blanks around it; what is no text is nothing', () => {
  expect(readLoginInput({ email: ' a@b ', phone: ['+1', '+2'], acr_values: 7 })).toEqual({
    email: 'a@b',
    phone: '',
    acrValues: '',
  });
  expect(readLoginInput({})).toEqual({ email: '', phone: '', acrValues: '' });
});

test.each([
  ['+14155552671', '+14155552671'],
  ['+1 (415) 555-2671', '+14155552671'],
  ['+44 20.7946.0018', '+442079460018'],
])('the number %s is %s', (phone, to) => {
  expect(read({ phone })).toEqual({ email: JANE.email, phone: to, acrValues: undefined });
});

test.each([
  '',
  '(415) 555-2671',
  '14155552671',
  '0014155552671',
  '+1415',
  '+0123456789',
  '+1x',
  '+14155552671,22',
])('the number "%s" is complained of', (phone) => {
  expect(read({ phone })).toEqual({
    errors: { phone: expect.stringContaining('+ and the country code') as string },
  });
});

test.each(['', 'jane', '@example.com', 'jane@', 'ja ne@example.com', `${'x'.repeat(251)}@b.c`])(
  'the e-mail "%s" is complained of',
  (email) => {
    expect(read({ email })).toEqual({ errors: { email: expect.any(String) as string } });
  },
);

test('policies are optional, and text', () => {
  expect(read({ acrValues: 'Single_Factor Multi_Factor' })).toMatchObject({
    acrValues: 'Single_Factor Multi_Factor',
  });
  expect(read({ acrValues: 'a\nb' })).toEqual({ errors: { acrValues: expect.any(String) as string } });
});

test('all errors come at once', () => {
  expect(validateLogin({ email: '', phone: '', acrValues: 'ä' })).toEqual({
    errors: {
      email: expect.any(String) as string,
      phone: expect.any(String) as string,
      acrValues: expect.any(String) as string,
    },
  });
});

describe('the form', () => {
  const page = readFileSync(join(__dirname, '../../../src/assets/demo/index.html'), 'utf8');
  const plain = (html: string) =>
    (/<form[^]*<\/form>/.exec(html)?.[0] ?? '')
      .replace(/\s*\/>/g, '>')
      .replace(/\s+/g, ' ')
      .replace(/ (?=>)|(?<=>) | (?=<)/g, '');

  test('of a function is the one of the static page, but for the token and the script’s own business', () => {
    const { text } = renderLoginForm({ email: '', phone: '', acrValues: '' }, {}, '');
    expect(plain(text).replaceAll(' value=""', '')).toBe(plain(page).replace(' disabled', ''));
  });

  test('keeps what was typed, and nothing that was typed is markup', () => {
    const evil = '"><script>alert(1)</script>';
    const { text } = renderLoginForm(
      { email: evil, phone: evil, acrValues: evil },
      { phone: 'No <b>' },
      'token',
    );
    expect(text).not.toContain('<script');
    expect(text.match(/value="&quot;&gt;&lt;script&gt;/g)).toHaveLength(3);
    expect(text).toContain('No &lt;b&gt;');
    expect(text).toMatch(/<details open\s*>/);
    expect(text.match(/aria-invalid="true" aria-describedby="phone-wrong"/g)).toHaveLength(1);
  });

  test('the static page runs and loads nothing but its own, and no script or style stands in it', () => {
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1];
    expect(policy?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
    ]);
    expect(page).not.toMatch(
      /<style|\s(style|on\w+)=|<script(?! src="\/demo\/form\.js" defer><\/script>)|https?:/i,
    );
  });
});
