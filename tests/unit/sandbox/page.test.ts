import { createHash } from 'node:crypto';
import { html, renderPage, type Fragment } from '../../../sandbox/page';

test.each<[Fragment, string]>([
  ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
  [`" onload='x' &`, '&#34; onload=&#39;x&#39; &#38;'],
  [0, '0'],
  [false, ''],
  [undefined, ''],
  [html`<b>${'<i>'}</b>`, '<b>&#60;i&#62;</b>'],
  [[html`<li>1</li>`, false, '<2>'], '<li>1</li>&#60;2&#62;'],
])('%p is written as %p', (value, written) => {
  expect(html`<p>${value}</p>`.text).toBe(`<p>${written}</p>`);
});

test('a page lets in its own style and nothing else', () => {
  const { status, body, headers } = renderPage({ title: '<t>', banner: 'b', body: html`<h1>x</h1>` });
  const [, style = ''] = /<style>([^]*)<\/style>/.exec(body as string) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(status).toBe(200);
  expect(style).toContain('prefers-color-scheme: dark');
  expect(headers?.['Content-Security-Policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}';`);
  expect(body).toContain('<title>&#60;t&#62;</title>');
  expect(body).not.toMatch(/<script|<link|style=|https?:/);
});
