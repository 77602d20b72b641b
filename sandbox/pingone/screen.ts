import { html, page, type Html } from '../page';
import type { Answer } from '../route';
import { fullNumber } from './custom-provider';
import type { SignIn } from './sign-in';

const BANNER = html`<strong>A local stand-in. This is not PingOne.</strong> Nothing that you type here leaves
  this machine.`;

/** @param problem with what was typed */
export function screen(heading: string, rest: Html, problem?: string, status = 200): Answer {
  const body = html`<h1>${heading}</h1>
    ${rest}`;
  return page({ title: `${heading} · local stand-in of PingOne`, banner: BANNER, body, problem, status });
}

/** The first of a form is what Enter presses. */
export function button(action: string, text: string, look?: 'second' | 'link'): Html {
  const isFilling = ['password', 'enrol', 'check'].includes(action);
  return html`<button
    name="action"
    value="${action}"
    ${look !== undefined && html`class="${look}"`}
    ${!isFilling && html`formnovalidate`}
  >
    ${text}
  </button>`;
}

export function cancel(): Html {
  return button('cancel', 'Cancel', 'link');
}

export function masked({ device }: SignIn): string {
  const [number = ''] = fullNumber(device?.phone ?? '').split(',');
  return `${number.slice(0, 2)}${'*'.repeat(Math.max(0, number.length - 6))}${number.slice(-4)}`;
}
