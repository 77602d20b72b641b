import { NoResponse } from '../../src/apis/http';
import { TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { callTwilio } from './api';
import type { Stop } from './stop';

/** What Verify made of a code: the verification, or its refusal. */
export type Sent = { sid: string } | { refusal: string; status: number };

/** Sends codes to one number: the one that the owner has typed in. */
export class Verifications {
  readonly #account: TwilioAccount;
  readonly #url: string;
  readonly #to: string;
  readonly #stop: Stop;

  constructor(account: TwilioAccount, serviceSid: string, to: string, stop: Stop) {
    this.#account = account;
    this.#url = `https://verify.twilio.com/v2/Services/${serviceSid}/Verifications`;
    this.#to = to;
    this.#stop = stop;
  }

  /** POST /v2/Services/{Sid}/Verifications: https://www.twilio.com/docs/verify/api/verification. @throws NoResponse, Stopped */
  async send(code: string): Promise<Sent> {
    this.#stop.check();
    try {
      const form = { To: this.#to, Channel: 'sms', CustomCode: code };
      const { sid } = await callTwilio(this.#account, 'POST', this.#url, form);
      return { sid: String(sid) };
    } catch (error) {
      if (error instanceof TwilioRefusal) return { refusal: renderRefusal(error), status: error.status };
      throw error;
    }
  }

  /**
   * Ends a verification, so that the next question finds none pending, and the owner's logins are not limited by it. What
   * was answered by then is paid for: it stays, even if this fails.
   * @returns why it is not canceled; undefined if it is
   */
  async cancel(sid: string): Promise<string | undefined> {
    try {
      await callTwilio(this.#account, 'POST', `${this.#url}/${sid}`, { Status: 'canceled' });
      return undefined;
    } catch (error) {
      if (error instanceof TwilioRefusal) return renderRefusal(error);
      if (error instanceof NoResponse) return 'no answer';
      throw error;
    }
  }
}

/** `status 400, error 60200`, as far as Twilio says it. */
export const renderRefusal = ({ status, code }: TwilioRefusal): string =>
  `status ${status}${code === undefined ? '' : `, error ${code}`}`;
