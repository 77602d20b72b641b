import { renderAlert, html, renderPage, type Fragment, type Html } from '../page';
import type { Answer } from '../route';
import type { Session } from './sessions';

const BANNER = html`<strong>Local stand-in, not Auth0.</strong> It runs on this machine and messages nobody.`;

/** One page of the login. */
interface Screen {
  title: string;
  /** What was wrong with the last form. */
  error?: string | undefined;
  status?: number | undefined;
  body: Html;
  /** What Auth0 would show to nobody. */
  trace?: Fragment;
}

export function renderScreen({ title, error, status, body, trace }: Screen): Answer {
  return renderPage({
    title,
    banner: BANNER,
    problem: error,
    status,
    body: html`<h1>${title}</h1>
      ${renderAlert(error)} ${body} ${trace}`,
  });
}

export interface Failure {
  text: string;
  status: number;
}

export const renderFormToken = ({ formToken }: Session): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}" />`;
export const toScreenError = (error: Failure | undefined) => ({ error: error?.text, status: error?.status });

export function maskPhone(phone: string): string {
  return phone.slice(1, -4).replace(/\d/g, 'X') + phone.slice(-4);
}
