import * as fc from 'fast-check';
import { html } from '../../../src/http/html';

test.each<[what: string, made: { text: string }, expected: string]>([
  ['text', html`<p>${'a & b'}</p>`, '<p>a &amp; b</p>'],
  ['markup', html`<p>${'<script>alert(1)</script>'}</p>`, '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['an attribute', html`<a title="${`"' onx=1`}">x</a>`, '<a title="&quot;&#39; onx=1">x</a>'],
  ['what looks escaped', html`${'&amp;'}`, '&amp;amp;'],
  ['markup of our own', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
  ['a list', html`${['<', html`<br />`, ['>']]}`, '&lt;<br />&gt;'],
  ['nothing', html`<p>${undefined}</p>`, '<p></p>'],
  ['no value at all', html`<hr />`, '<hr />'],
])('%s', (_, { text }, expected) => {
  expect(text).toBe(expected);
});

test('no text ends what it stands in, and none is lost', () => {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', '#', 'a', ' ') }),
      (value) => {
        const { text } = html`${value}`;
        expect(text).not.toMatch(/[<>"']/);
        expect(text.replace(/&([a-z#0-9]+);/g, (_, name: string) => entities[name] ?? '?')).toBe(value);
      },
    ),
  );
});
