import type { Problem } from '../core/problem';
import { html, type Html } from '../http/html';
import { createProblemReply, type Reply } from '../http/reply';

/** No scripts, only our own style, and forms post to us only. The URL, with its code, is not sent as a referrer. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

export interface Page {
  status: number;
  /** For the log. */
  outcome: string;
  title: string;
  main: Html;
  /** A `Set-Cookie` value. */
  cookie?: string;
}

/** Renders a page. */
export function renderPage({ status, outcome, title, main, cookie }: Page): Reply {
  return {
    status,
    headers: { ...HEADERS, ...(cookie !== undefined && { 'Set-Cookie': cookie }) },
    body: { code: outcome },
    html: html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title}</title>
          <link rel="stylesheet" href="/demo/demo.css" />
        </head>
        <body>
          <header>verify-bridge: the sign-in demo</header>
          <main>
            <h1>${title}</h1>
            ${main}
          </main>
        </body>
      </html>`,
  };
}

/** Creates a function that renders a problem as a page. @param back a link back */
export const createProblemRenderer =
  (back: Html, cookie?: string) =>
  (problem: Problem): Reply => {
    const reply = createProblemReply(problem);
    const { code, detail } = problem;
    const shown = renderPage({
      status: reply.status,
      outcome: code,
      title: String(reply.body['title']),
      main: html`
        <p>${detail}</p>
        <p>What it means: <a href="/problems.html#${code}">${code}</a>.</p>
        <p>${back}</p>
      `,
      ...(cookie !== undefined && { cookie }),
    });
    return { ...shown, headers: { ...reply.headers, ...shown.headers }, body: reply.body };
  };
