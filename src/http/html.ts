/** Markup that is safe to send. Only `html` creates it, so plain text cannot be mistaken for it. */
export class Html {
  readonly text: string;
  private constructor(text: string) {
    this.text = text;
  }
  static of(parts: TemplateStringsArray, values: readonly Fragment[]): Html {
    return new Html(parts.reduce((text, part, index) => text + toMarkup(values[index - 1]) + part));
  }
}

type Fragment = string | Html | undefined | readonly Fragment[];

/**
 * html`<p title="${text}">${text}</p>`: every value is escaped, for an element's content or a quoted attribute, unless
 * it was made by `html` itself. A list is joined, and undefined is left out. Never put a value into a script, a style, or
 * an attribute without quotes; and a URL that is not ours only where its scheme is known.
 */
export function html(parts: TemplateStringsArray, ...values: Fragment[]): Html {
  return Html.of(parts, values);
}

function toMarkup(value: Fragment): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
  return value instanceof Html ? value.text : value.map(toMarkup).join('');
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
