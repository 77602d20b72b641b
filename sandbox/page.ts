import { createHash } from 'node:crypto';
import type { Answer } from './route';

/** Markup that is safe to put into other markup. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Fragment = Html | string | number | false | undefined | readonly Fragment[];

/** A tagged template: markup in it stays, all else is escaped; `false` and undefined are left out, lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(strings.map((part, index) => part + written(values[index])).join(''));
}

function written(value: Fragment): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface Page {
  title: string;
  /** What everybody must know who sees the page: that nobody real is behind it. */
  banner: Fragment;
  /** The inside of `<main>`, from its heading on. */
  body: Html;
  /** What is wrong with what was typed: the title says first that there is something. */
  problem?: string | undefined;
  /** 200, if not given. */
  status?: number | undefined;
}

/** The problem as a page shows it. */
export function renderAlert(problem: string | undefined): Html | false {
  return problem !== undefined && html`<p class="bad" role="alert" id="problem">${problem}</p>`;
}

/** The attributes of a field that the problem is with. */
export function renderInvalid(problem: string | undefined): Html | false {
  return problem !== undefined && html`aria-invalid="true" aria-describedby="problem"`;
}

/** A whole page that runs no script and loads nothing, as the answer of a route. */
export function renderPage({ title, banner, body, problem, status = 200 }: Page): Answer {
  const whole = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${problem !== undefined && 'Error: '}${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <header>${banner}</header>
        <main>${body}</main>
      </body>
    </html> `;
  return { status, body: whole.text, headers: HEADERS };
}

const STYLE = `
:root {
  --ground: #f3f4f6; --card: #ffffff; --text: #1b2430; --quiet: #515d6d; --line: #878f9c;
  --main: #1d4f91; --on-main: #ffffff; --hint: #eef2f8; --bad: #a3182b; --bad-ground: #fdeef0;
  --banner: #fff3cd; --on-banner: #4a3800;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14181e; --card: #1d232b; --text: #e8ebf0; --quiet: #aab4c1; --line: #747f8e;
    --main: #9cc2f5; --on-main: #0f1b2b; --hint: #27303b; --bad: #ffb3bb; --bad-ground: #3b2126;
    --banner: #3d3310; --on-banner: #fbe8ac;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
body > header { padding: 0.6rem 1rem; background: var(--banner); color: var(--on-banner); text-align: center; font-size: 0.9rem; }
main { max-width: 26rem; margin: 6vh auto; padding: 2rem; background: var(--card); border-radius: 0.75rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; }
p { margin: 0 0 1rem; }
a { color: var(--main); }
label, legend { display: block; margin: 0 0 0.3rem; padding: 0; font-weight: 600; }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; }
fieldset label { display: flex; gap: 0.6rem; align-items: center; font-weight: 400; }
input { font: inherit; color: inherit; accent-color: var(--main); }
input:not([type='radio']) { width: 100%; margin: 0 0 1rem; padding: 0.6rem 0.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem; }
input[autocomplete='one-time-code'] { font-size: 1.5rem; letter-spacing: 0.35em; font-variant-numeric: tabular-nums; }
input[type='radio'] { width: 1.1rem; height: 1.1rem; margin: 0; }
button { width: 100%; margin: 0 0 0.6rem; padding: 0.65rem 1rem; font: inherit; font-weight: 600; color: var(--on-main); background: var(--main); border: 1px solid var(--main); border-radius: 0.4rem; cursor: pointer; }
button.second { color: var(--main); background: transparent; }
button.link { padding: 0.3rem; color: var(--quiet); background: transparent; border-color: transparent; font-weight: 400; text-decoration: underline; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: 0.9rem; }
.hint, .bad, .good { padding: 0.7rem 0.9rem; border-radius: 0.4rem; background: var(--hint); }
.bad { color: var(--bad); background: var(--bad-ground); }
.hint { margin: 1.25rem 0 0; font-size: 0.9rem; }
.hint p { margin: 0 0 0.4rem; }
.hint > :last-child { margin-bottom: 0; }
.hint ul { margin: 0 0 0.4rem; padding-left: 1.1rem; }
code { font-family: ui-monospace, monospace; }
code, .quiet span { white-space: nowrap; }
@media (max-width: 30rem) { main { margin: 0 auto; border-radius: 0; padding: 1.5rem 1.25rem; } body { background: var(--card); } }
`;

// In one piece: the policy has the hash of exactly what stands between the tags.
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * A form's answer may lead back to the application, and a browser takes `form-action` for that redirect, too:
 * applications of a sandbox are on this machine.
 */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self' http://localhost:* http://127.0.0.1:*",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
