import { readVariable, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';
import { readSignature } from './signature';

/**
 * The hook's secret as Supabase writes it, `v1,whsec_<base64>`; during a rotation two of them with `|` between.
 * https://supabase.com/docs/guides/auth/auth-hooks/send-sms-hook
 */
export const readCredentials: Reader<Credentials> = (env, problems) => {
  const text = readVariable(env, 'SUPABASE_HOOK_SECRET');
  const secrets = text === '' ? [] : text.split('|').map((one) => one.trim());
  const problem =
    secrets.length === 0
      ? 'is not set'
      : secrets.length > 2
        ? 'holds more than two values'
        : secrets.every((one) => SECRET.test(one))
          ? undefined
          : 'must be v1,whsec_ and 32 characters of base64 or more';
  if (problem !== undefined) problems.push({ field: 'SUPABASE_HOOK_SECRET', problem });
  const keys = secrets.map((one) => Buffer.from(one.replace(/^v1,whsec_/, ''), 'base64'));
  return { scheme: 'signature', keys, readSignature };
};

/** The Standard Webhooks specification has keys of 24 bytes or more. */
const SECRET = /^v1,whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
