import { TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { callTwilio } from './api';

/** What Verify made of a code: the verification, or its refusal. */
export type Sent = { sid: string; status: string } | { refusal: string };

/** Sends codes to one number: the one that the owner has typed in. */
export class Verifications {
  readonly #account: TwilioAccount;
  readonly #url: string;
  readonly #to: string;

  constructor(account: TwilioAccount, serviceSid: string, to: string) {
    this.#account = account;
    this.#url = `https://verify.twilio.com/v2/Services/${serviceSid}/Verifications`;
    this.#to = to;
  }

  /** POST /v2/Services/{Sid}/Verifications: https://www.twilio.com/docs/verify/api/verification. @throws NoResponse */
  async send(code: string): Promise<Sent> {
    try {
      const form = { To: this.#to, Channel: 'sms', CustomCode: code };
      const { sid, status } = await callTwilio(this.#account, 'POST', this.#url, form);
      return { sid: String(sid), status: String(status) };
    } catch (error) {
      if (error instanceof TwilioRefusal) return { refusal: renderRefusal(error) };
      throw error;
    }
  }

  /** Ends a verification, so that the next question finds none pending, and the owner's logins are not limited by it. */
  async cancel(sid: string): Promise<void> {
    await callTwilio(this.#account, 'POST', `${this.#url}/${sid}`, { Status: 'canceled' });
  }
}

/** `status 400, error 60200`, as far as Twilio says it. */
export const renderRefusal = ({ status, code }: TwilioRefusal): string =>
  `status ${status}${code === undefined ? '' : `, error ${code}`}`;
