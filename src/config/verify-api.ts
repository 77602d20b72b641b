import { readSecret, type Reader, type Secret } from './reader';

/** Opens /verify/start, /verify/check and /totp/…, which are for an application without an identity provider. */
export const readVerifyApiToken: Reader<Secret> = readSecret('VERIFY_API_TOKEN', 'bearer');
