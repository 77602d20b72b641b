import type { Operation } from './faulty-server';

/** What one login of a number started. */
export interface Verification {
  number: string;
  sid: string;
  isApproved: boolean;
  /** By which its last passcode went. */
  channel: string;
}

const NOT_FOUND = [404, { code: 20404, message: 'Not found', status: 404 }] as const;

/** The verifications of a Verify service, of which a number has one at a time. */
export class Verifications {
  /** Requests to approve, since the start. */
  calls = 0;
  /** Approvals of another verification than the one that the event was about. */
  doubled = 0;
  readonly #latest = new Map<string, Verification>();
  readonly #bySid = new Map<string, Verification>();
  #expected = new Map<string, Verification>();

  /** Starts one, as a login does. One that is pending stays the one of its number. */
  start(number: string, channel = 'sms'): Verification {
    const pending = this.#latest.get(number);
    if (pending?.isApproved === false) return Object.assign(pending, { channel });
    const sid = createSid('VE', this.#bySid.size);
    const verification = { number, sid, isApproved: false, channel };
    this.#latest.set(number, verification);
    this.#bySid.set(sid, verification);
    return verification;
  }

  /** The latest of a number, whether it is pending or not. */
  get(number: string): Verification | undefined {
    return this.#latest.get(number);
  }

  /** Those that the events which are delivered now are about. */
  expect(verifications: readonly Verification[]): void {
    this.#expected = new Map(verifications.map((verification) => [verification.number, verification]));
  }

  /** @param target the number, or the SID of the verification */
  approve(target: string): ReturnType<Operation['run']> {
    const verification = this.#bySid.get(target) ?? this.#latest.get(target);
    if (verification === undefined || verification.isApproved) return NOT_FOUND;
    verification.isApproved = true;
    if (this.#expected.get(verification.number) !== verification) this.doubled += 1;
    return [200, { sid: verification.sid, status: 'approved', to: verification.number }];
  }

  fetch(number: string): ReturnType<Operation['run']> {
    const verification = this.#latest.get(number);
    if (verification === undefined || verification.isApproved) return NOT_FOUND;
    const { sid, channel } = verification;
    const send_code_attempts = [{ channel: channel.toUpperCase() }];
    return [200, { sid, status: 'pending', to: number, channel, send_code_attempts }];
  }
}

/** With fewer digits in a row than a passcode of these runs has, so that none can be found in it by chance. */
export function createSid(prefix: string, index: number): string {
  return `${prefix}${'a'.repeat(26)}${index.toString(16).padStart(6, '0')}`;
}
