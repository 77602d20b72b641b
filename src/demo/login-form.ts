import { parsePhoneNumber, type PhoneNumber } from '../core/phone-number';
import { getOwn } from '../core/record';
import { html, type Html } from '../http/html';

/** The user's input, unchanged. */
export interface LoginInput {
  email: string;
  phone: string;
  acrValues: string;
}

export interface Login {
  email: string;
  phone: PhoneNumber;
  acrValues: string | undefined;
}

/** The error of each field, as a sentence for the user. */
export type LoginErrors = Partial<Record<keyof LoginInput, string>>;

const MAX_LENGTH = 254;

export function readLoginInput(body: Readonly<Record<string, unknown>>): LoginInput {
  const text = (name: string) => {
    const value = getOwn(body, name);
    return typeof value === 'string' ? value.trim() : '';
  };
  return { email: text('email'), phone: text('phone'), acrValues: text('acr_values') };
}

/** Without its country code a number would be read as one of another country, so the `+` is required. */
export function validateLogin({ email, phone, acrValues }: LoginInput): Login | { errors: LoginErrors } {
  const errors: LoginErrors = {};
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > MAX_LENGTH)
    errors.email = 'Type an e-mail address, such as jane@example.com.';
  const number = phone.startsWith('+') ? parsePhoneNumber(phone) : undefined;
  const to = number === undefined || 'problem' in number || number.sendDigits !== undefined ? '' : number.to;
  if (to === '') errors.phone = 'Type the number with + and the country code first, such as +1 415 555 2671.';
  if (!/^[\x20-\x7e]*$/.test(acrValues) || acrValues.length > MAX_LENGTH)
    errors.acrValues = 'Type the names of sign-on policies with blanks between them, or leave it empty.';
  if (Object.keys(errors).length > 0) return { errors };
  return { email, phone: to, acrValues: acrValues || undefined };
}

/** The form of src/assets/demo/index.html with the user's input and its errors. A test compares the two. */
export function renderLoginForm(typed: LoginInput, errors: LoginErrors, token: string): Html {
  return html`<form method="post" action="/demo/login">
    <input type="hidden" name="form_token" value="${token}" />
    ${renderField({
      id: 'email',
      label: 'E-mail',
      kind: html`type="email" autocomplete="email" placeholder="jane@example.com" maxlength="254" required`,
      typed: typed.email,
      error: errors.email,
    })}
    ${renderField({
      id: 'phone',
      label: 'Mobile number, with + and country code',
      kind: html`type="tel" autocomplete="tel" placeholder="+1 415 555 2671" maxlength="64" required`,
      typed: typed.phone,
      error: errors.phone,
    })}
    <details ${typed.acrValues === '' ? undefined : html`open`}>
      <summary>More</summary>
      ${renderField({
        id: 'acr_values',
        label: 'Sign-on policies (acr_values), optional',
        kind: html`type="text" autocomplete="off" maxlength="254"`,
        typed: typed.acrValues,
        error: errors.acrValues,
      })}
    </details>
    <p><button type="submit">Check the number and go on</button></p>
  </form>`;
}

interface Field {
  id: string;
  label: string;
  /** The attributes that do not depend on the input. */
  kind: Html;
  typed: string;
  error: string | undefined;
}

function renderField({ id, label, kind, typed, error }: Field): Html {
  const isWrong = error !== undefined;
  return html`<p>
    <label for="${id}">${label}</label>
    <input
      id="${id}"
      name="${id}"
      ${kind}
      value="${typed}"
      ${isWrong ? html`aria-invalid="true" aria-describedby="${id}-wrong" autofocus` : undefined}
    />
    ${isWrong ? html`<strong id="${id}-wrong" class="wrong">${error}</strong>` : undefined}
  </p>`;
}
