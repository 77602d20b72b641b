import { html, renderPage, type Html } from '../page';
import type { Answer } from '../route';
import { readFullNumber } from './custom-provider';
import type { SignIn } from './sign-in';

const BANNER = html`<strong>A local stand-in. This is not PingOne.</strong> Nothing that you type here leaves
  this machine.`;

/** @param problem with what was typed */
export function renderScreen(heading: string, rest: Html, problem?: string, status = 200): Answer {
  const body = html`<h1>${heading}</h1>
    ${rest}`;
  return renderPage({
    title: `${heading} · local stand-in of PingOne`,
    banner: BANNER,
    body,
    problem,
    status,
  });
}

/** The first of a form is what Enter presses. */
export function renderButton(action: string, text: string, look?: 'second' | 'link'): Html {
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

export function renderCancelButton(): Html {
  return renderButton('cancel', 'Cancel', 'link');
}

export function maskDevicePhone({ device }: SignIn): string {
  const [number = ''] = readFullNumber(device?.phone ?? '').split(',');
  return `${number.slice(0, 2)}${'*'.repeat(Math.max(0, number.length - 6))}${number.slice(-4)}`;
}
