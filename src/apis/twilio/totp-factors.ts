import type V2 from 'twilio/lib/rest/verify/V2';
import type { Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { NoResponse } from '../http';
import { createVersion, TwilioRefusal } from './client';
import { toTotpProblem } from './totp-errors';
import type { VerifySettings } from './verifications';

/** A factor as it is created, the only time at which Verify shows its secret. */
export interface NewFactor {
  /** YF and 32 hex digits. */
  sid: string;
  status: string;
  /** `otpauth://totp/…`, which the page of the application shows as a QR code. */
  uri: string;
  /** Base32, for an app without a camera. */
  secret?: string;
}

/** One factor of an identity: the app of one user. */
export interface FactorId {
  identity: string;
  sid: string;
}

/** Codes from an authenticator app: https://www.twilio.com/docs/verify/quickstarts/totp */
export function createTotpPort({ serviceSid, ...account }: VerifySettings, deadline: Deadline) {
  const load = () => createVersion<V2>('verify', account, deadline);
  const find = async ({ identity, sid }: FactorId) => {
    const { FactorListInstance } = await import('twilio/lib/rest/verify/v2/service/entity/factor');
    return FactorListInstance(await load(), serviceSid, identity)(sid);
  };
  return {
    /** POST /v2/Services/{ServiceSid}/Entities/{Identity}/Factors; Verify makes the entity with its first factor. */
    create: (identity: string, name: string): Promise<Result<NewFactor>> =>
      run(async () => {
        const { NewFactorListInstance } = await import('twilio/lib/rest/verify/v2/service/entity/newFactor');
        const factors = NewFactorListInstance(await load(), serviceSid, identity);
        const factor = await factors.create({ friendlyName: name, factorType: 'totp' });
        const [uri, secret] = ['uri', 'secret'].map((key) => getOwn(factor.binding, key));
        if (typeof factor.sid !== 'string' || typeof uri !== 'string') throw new NoResponse('unanswered');
        const { sid, status } = factor;
        return { sid, status, uri, ...(typeof secret === 'string' && { secret }) };
      }, false),

    /** GET …/Factors/{Sid}: whether the factor is `unverified` or `verified`. */
    fetchStatus: (id: FactorId): Promise<Result<string>> =>
      run(async () => readStatus((await (await find(id)).fetch()).status)),

    /** POST …/Factors/{Sid}: whether the code is the factor's, which is `verified` by its first right code. */
    verify: (id: FactorId, code: string): Promise<Result<boolean>> =>
      runCheck(60311, async () => {
        const { status } = await (await find(id)).update({ authPayload: code });
        return readStatus(status) === 'verified';
      }),

    /** POST …/Challenges: whether the code is that of a verified factor. */
    check: ({ identity, sid: factorSid }: FactorId, code: string): Promise<Result<boolean>> =>
      runCheck(60324, async () => {
        const { ChallengeListInstance } = await import('twilio/lib/rest/verify/v2/service/entity/challenge');
        const challenges = ChallengeListInstance(await load(), serviceSid, identity);
        const { status } = await challenges.create({ factorSid, authPayload: code });
        return readStatus(status) === 'approved';
      }),

    /** DELETE …/Factors/{Sid} */
    remove: (id: FactorId): Promise<Result<boolean>> => run(async () => (await find(id)).remove()),
  };
}

/** @throws NoResponse if it is JSON, but not the resource */
function readStatus(status: unknown): string {
  if (typeof status !== 'string') throw new NoResponse('unanswered');
  return status;
}

/** Every request is made once, because a wrong code counts each time. */
async function run<T>(ask: () => Promise<T>, isOfFactor = true): Promise<Result<T>> {
  try {
    return ok(await ask());
  } catch (error) {
    return refuse(toTotpProblem(error, isOfFactor));
  }
}

/**
 * @param wrongCode the error that answered a wrong code until 2021, and that still has its page. Today the status does:
 * https://www.twilio.com/docs/verify/quickstarts/verify-totp-change-in-api-response-when-authpayload-is-incorrect
 */
function runCheck(wrongCode: number, ask: () => Promise<boolean>): Promise<Result<boolean>> {
  return run(() =>
    ask().catch((error: unknown) => {
      if (error instanceof TwilioRefusal && error.code === wrongCode) return false;
      throw error;
    }),
  );
}
