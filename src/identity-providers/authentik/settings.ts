import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** As `Bearer`, or as the password of Basic: the stage offers both. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'token',
  token: readSecret('AUTHENTIK_TOKEN', 'bearer')(env, problems),
});
