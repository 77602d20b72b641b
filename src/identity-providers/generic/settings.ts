import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** The token as `Bearer`, or as the password of Basic with any user name. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'token',
  token: readSecret('OTP_TOKEN', 'bearer')(env, problems),
});
