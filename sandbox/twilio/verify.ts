import { randomInt } from 'node:crypto';
import type { Answer, Call } from '../route';
import type { Account } from './account';
import { createInvalidParameter, createNotFound, createRefusal } from './error';
import { MagicRefusals } from './magic-refusals';
import { findMagicNumber } from './numbers';
import { isCode, readSendRequest, type SendRequest } from './parameters';
import type { Service } from './service';
import { createSid } from './sid';
import { renderPhoneText } from './phone-text';
import { MAX_CHECKS, MAX_SENDS } from './limits';
import { renderCheck, renderVerification, type Verification } from './verification';
import { Verifications } from './verifications';

/** Verify's verifications, from the first send to approval, cancellation or expiry. */
export class Verify {
  readonly #account: Account;
  readonly #service: Service;
  readonly #verifications = new Verifications();
  readonly #magic = new MagicRefusals();

  constructor(account: Account, service: Service) {
    this.#account = account;
    this.#service = service;
  }

  /** POST /v2/Services/{ServiceSid}/Verifications */
  send(call: Call): Answer {
    const request = readSendRequest(call.form, call.path, this.#account.channels);
    if ('status' in request) return request;
    if (request.customCode !== undefined && !this.#service.settings.customCodeEnabled)
      return createRefusal(60204);
    const admission = this.#service.rateLimits.admit(request.rateLimits);
    if ('status' in admission) return admission;
    const refused = this.#magic.answer(request.to, request.channel, this.#account.clock.now());
    if (refused !== undefined) return refused;
    const connectionFault = findMagicNumber(request.to)?.connectionFault;
    if (connectionFault === 'hang' || connectionFault === 'reset') return { status: 500, connectionFault };

    const latest = this.#find(request.to);
    // Documented for a check; reported from the field for a send as well, until the verification expires.
    if (latest?.status === 'max_attempts_reached') return createRefusal(60202);
    const pending = latest?.status === 'pending' ? latest : undefined;
    // Approval, cancellation and expiry clear the count: https://www.twilio.com/docs/api/errors/60203
    if (pending !== undefined && pending.attempts.length >= MAX_SENDS) return createRefusal(60203);

    const verification = pending ?? this.#start(request);
    this.#deliver(verification, request);
    admission.count();
    return {
      status: 201,
      body: this.#resource(verification),
      ...(connectionFault !== undefined && { connectionFault }),
    };
  }

  /** GET /v2/Services/{ServiceSid}/Verifications/{sid or number} */
  fetch(call: Call): Answer {
    const verification = this.#find(call.params['verification'] ?? '');
    // Twilio deletes what was approved or had too many wrong checks, and keeps what was canceled.
    if (verification?.status !== 'pending' && verification?.status !== 'canceled')
      return createNotFound(call.path);
    return { status: 200, body: this.#resource(verification) };
  }

  /** POST /v2/Services/{ServiceSid}/Verifications/{sid or number}: the feedback on a custom code. */
  update(call: Call): Answer {
    const status = call.form['Status'];
    if (status !== 'approved' && status !== 'canceled') return createInvalidParameter('Status');
    const verification = this.#find(call.params['verification'] ?? '');
    // Nothing documents a change to a canceled one. Final is final.
    if (verification?.status !== 'pending') return createNotFound(call.path);
    this.#end(verification, status);
    return { status: 200, body: this.#resource(verification) };
  }

  /** POST /v2/Services/{ServiceSid}/VerificationCheck */
  check(call: Call): Answer {
    const { Code: code, To: to, VerificationSid: verificationSid } = call.form;
    if (code === undefined || !isCode(code)) return createInvalidParameter('Code');
    const target = verificationSid ?? to;
    if (target === undefined) return createRefusal(60221);
    const verification = this.#find(target);
    if (verification?.status === 'max_attempts_reached') return createRefusal(60202);
    if (verification?.status !== 'pending') return createNotFound(call.path);

    verification.updatedAt = this.#account.clock.now();
    if (code === verification.code) this.#end(verification, 'approved');
    else verification.wrongChecks += 1;
    const body = renderCheck(verification, this.#account.credentials.accountSid, this.#service.sid);
    if (verification.wrongChecks >= MAX_CHECKS) verification.status = 'max_attempts_reached';
    return { status: 201, body };
  }

  #start({ to, channel }: SendRequest): Verification {
    const now = this.#account.clock.now();
    const verification: Verification = {
      ...{ sid: createSid('VE'), to, channel, status: 'pending', code: '' },
      ...{ createdAt: now, updatedAt: now, attempts: [], wrongChecks: 0 },
    };
    this.#verifications.add(verification);
    return verification;
  }

  /**
   * No page says which code is delivered when a second custom code comes while the first is pending. The later one
   * is; anything else would make custom codes useless to whoever makes a new one for each login. A code of Verify's
   * own stays the same for the life of the verification.
   */
  #deliver(verification: Verification, request: SendRequest): void {
    const { clock, attempts, messages } = this.#account;
    const { friendlyName, codeLength } = this.#service.settings;
    const ownCode = () => String(randomInt(10 ** codeLength)).padStart(codeLength, '0');
    verification.code = request.customCode ?? (verification.code || ownCode());
    verification.channel = request.channel;
    verification.updatedAt = clock.now();
    const { sid, to, channel, code } = verification;
    const { locale, sendDigits } = request;
    const serviceSid = this.#service.sid;
    verification.attempts.push(
      attempts.add({ serviceSid, verificationSid: sid, to, channel, codeLength: code.length, locale }),
    );
    const text = renderPhoneText(channel, friendlyName, code);
    const at = new Date(clock.now()).toISOString();
    messages.add({ sid, to, channel, code, text, locale, send_digits: sendDigits, at });
  }

  #end(verification: Verification, status: 'approved' | 'canceled'): void {
    verification.status = status;
    verification.updatedAt = this.#account.clock.now();
    if (status === 'canceled') return;
    for (const attempt of verification.attempts) {
      attempt.converted = true;
      attempt.updatedAt = verification.updatedAt;
    }
  }

  #find(sidOrNumber: string): Verification | undefined {
    return this.#verifications.find(sidOrNumber, this.#account.clock.now());
  }

  #resource(verification: Verification): Record<string, unknown> {
    return renderVerification(verification, this.#account.credentials.accountSid, this.#service.sid);
  }
}
