import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** As the password of Basic, or as `Bearer` in a header of the messenger. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'token',
  token: readSecret('FUSIONAUTH_TOKEN', 'bearer')(env, problems),
});
