import { readSecret, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** The connector's `authorization`, which Logto sends as the header's whole value. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'verbatim',
  token: readSecret('LOGTO_TOKEN', 'verbatim')(env, problems),
});
