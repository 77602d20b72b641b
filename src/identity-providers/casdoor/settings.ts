import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** The `Authorization` header of the provider: `Bearer` and the token. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'token',
  token: readSecret('CASDOOR_TOKEN', 'bearer')(env, problems),
});
