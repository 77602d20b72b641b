import type { ActionType, Activities } from './activities';
import { readFullNumber, type CustomProvider, type DeliveryMethod } from './custom-provider';
import type { Device, Environment } from './environment';
import { checkOtp, LOCK_MS, MAX_WRONG, createOtp, SendCounter } from './otp';
import { AMR, type Finished, type SignIn } from './sign-in';
import { PASSWORD, type Users } from './users';

const EMAIL = /^[^\s@]+@[^\s@]+$/;
/** A country code and a number, written in any of the usual ways; a call's may have an extension. */
const PHONE = /^\+[\d\s.()-]{8,24}(,[\d,#*w]{1,20})?$/;

interface Parts {
  environment: Environment;
  users: Users;
  provider: CustomProvider;
  activities: Activities;
}

/** What a user can do, page by page. A passcode is made and checked here; delivering it is the provider's. */
export class SignIns {
  /** The code that is sent next, where a test wants a certain one. */
  nextCode: string | undefined;
  readonly #parts: Parts;
  readonly #sends = new SendCounter();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async password(signIn: SignIn, email: string, password: string): Promise<Finished | undefined> {
    const { users, environment } = this.#parts;
    signIn.email = email.trim();
    const isAddress = EMAIL.test(signIn.email);
    if (!isAddress || password !== PASSWORD) {
      signIn.problem = isAddress
        ? 'The e-mail address or the password is wrong.'
        : 'Enter an e-mail address.';
      return undefined;
    }
    const user = users.find(signIn.email) ?? users.register(signIn.email);
    signIn.user = user;
    if (signIn.policy === 'Single_Factor' || !user.mfaEnabled) return { user, amr: ['pwd'] };
    const device = environment.activeDevice(user.id);
    if (device === undefined) {
      signIn.step = 'enrol';
      return undefined;
    }
    signIn.device = device;
    signIn.by = device.type === 'VOICE' ? 'VOICE' : 'SMS';
    await this.send(signIn, signIn.by);
    return undefined;
  }

  async enrol(signIn: SignIn, phone: string, by: DeliveryMethod): Promise<void> {
    const { environment } = this.#parts;
    if (signIn.user === undefined) return;
    if (!PHONE.test(phone.trim())) {
      signIn.problem = 'Enter the number with its country code, such as +1 415 555 2671.';
      return;
    }
    if (signIn.device !== undefined) environment.unpair(signIn.device);
    signIn.device = environment.pair(by, phone.trim(), signIn.user.id, 'ACTIVATION_REQUIRED');
    this.#record(signIn, 'DEVICE.CREATED', 'The device was created');
    await this.send(signIn, by);
  }

  /** The number that was entered was a wrong one. */
  another(signIn: SignIn): void {
    if (signIn.device?.status === 'ACTIVATION_REQUIRED') signIn.step = 'enrol';
  }

  /** PingOne has one device for text messages and one for calls; here the one number takes both. */
  async send(signIn: SignIn, by: DeliveryMethod): Promise<void> {
    const { user, device } = signIn;
    if (user === undefined || device === undefined || this.#isLocked(signIn)) return;
    const { provider, environment } = this.#parts;
    signIn.step = 'otp';
    if (!this.#sends.take(`${user.id} ${by}`, environment.clock.now())) {
      signIn.problem = `That was the last ${by === 'SMS' ? 'message' : 'call'} for now. Try again in 30 minutes.`;
      return;
    }
    const otp = createOtp(environment.clock.now(), this.nextCode);
    this.nextCode = undefined;
    const to = readFullNumber(device.phone ?? '');
    const sent = await provider.send(by, { to, otp: otp.code, username: user.username, locale: 'en' });
    if (!sent.delivered) {
      signIn.problem = 'We could not send you a passcode. Try again later, or in another way.';
      signIn.refusal = refusal(sent.status, sent.body, sent.error);
      this.#record(signIn, 'NOTIFICATION.REJECTED', signIn.refusal, 'FAILED');
      return;
    }
    signIn.by = by;
    signIn.otp = otp;
    this.#record(signIn, 'NOTIFICATION.CREATED', `The provider answered ${sent.status}`);
  }

  check(signIn: SignIn, entered: string): Finished | undefined {
    const { user, device, otp } = signIn;
    if (user === undefined || device === undefined || otp === undefined || this.#isLocked(signIn))
      return undefined;
    const now = this.#parts.environment.clock.now();
    const isNew = device.status === 'ACTIVATION_REQUIRED';
    const result = checkOtp(otp, entered, now);
    if (result === 'expired') {
      signIn.problem = 'This passcode has expired. Ask for a new one.';
      this.#record(signIn, isNew ? 'DEVICE.ACTIVATION_FAILED' : 'OTP.CHECK_FAILED', 'Expired', 'FAILED');
      return undefined;
    }
    if (result === 'wrong') {
      this.#wrong(signIn, device, isNew, now);
      return undefined;
    }
    device.status = 'ACTIVE';
    device.wrong = 0;
    delete signIn.otp;
    for (const by of ['SMS', 'VOICE']) this.#sends.forget(`${user.id} ${by}`);
    this.#record(signIn, isNew ? 'DEVICE.ACTIVATED' : 'OTP.CHECK_SUCCESS', 'The passcode was right');
    return { user, amr: AMR[signIn.by] };
  }

  /** INFERRED: INVALID is a wrong code, FAILED the end of all attempts. */
  #wrong(signIn: SignIn, device: Device, isNew: boolean, now: number): void {
    device.wrong += 1;
    const left = MAX_WRONG - device.wrong;
    if (left > 0) {
      signIn.problem = `This passcode is wrong. ${left === 1 ? 'One attempt is' : `${left} attempts are`} left.`;
      this.#record(signIn, isNew ? 'DEVICE.ACTIVATION_OTP_INVALID' : 'OTP.CHECK_INVALID', 'Wrong', 'FAILED');
      return;
    }
    this.#record(signIn, isNew ? 'DEVICE.ACTIVATION_FAILED' : 'OTP.CHECK_FAILED', 'Wrong', 'FAILED');
    device.wrong = 0;
    device.lockedUntil = now + LOCK_MS;
    this.#record(signIn, 'DEVICE.LOCKED', 'Too many wrong passcodes');
    signIn.step = 'locked';
    delete signIn.otp;
    if (isNew) this.#parts.environment.unpair(device);
  }

  #isLocked(signIn: SignIn): boolean {
    const isLocked = this.#parts.environment.clock.now() < (signIn.device?.lockedUntil ?? 0);
    if (isLocked) signIn.step = 'locked';
    return isLocked;
  }

  #record({ user, device, flowId }: SignIn, type: ActionType, description: string, status?: 'FAILED'): void {
    if (user === undefined || device === undefined) return;
    const happened = { user, device, flowId, description, ...(status !== undefined && { status }) };
    this.#parts.activities.add(type, happened);
  }
}

/** For the administrator alone: what the provider answered. */
function refusal(status: number | null, body: unknown, error: string | undefined): string {
  if (status === null) return `The provider did not answer: ${error}`;
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : undefined;
  return `The provider answered ${status}${typeof detail === 'string' ? `: ${detail}` : ''}`;
}
