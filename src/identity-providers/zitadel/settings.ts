import {
  HTTPS_ORIGIN,
  readRequired,
  readSecret,
  readVariable,
  type Reader,
  type Secret,
} from '../../config/reader';
import type { Credentials } from '../../http/credentials';
import { readSignature } from './signature';

/** The key of the HTTP SMS provider. */
export const readProviderCredentials: Reader<Credentials> = (env, problems) =>
  createCredentials(readSecret('ZITADEL_SIGNING_KEY')(env, problems));

/** The key of the target to which an execution posts events. */
export const readTargetCredentials: Reader<Credentials> = (env, problems) =>
  createCredentials(readSecret('ZITADEL_TARGET_KEY')(env, problems));

/** ZITADEL shows a signing key once. Its text is the key, and not what it may encode. */
function createCredentials(keys: Secret): Credentials {
  return { scheme: 'signature', keys: keys.map((key) => Buffer.from(key)), readSignature };
}

/** The instance, and the token of a service user. */
export interface InstanceSettings {
  url: string;
  apiToken: string;
}

/** Undefined if neither is set: then ZITADEL's events lead to no number. */
export const readInstanceSettings: Reader<InstanceSettings | undefined> = (env, problems) => {
  const names = ['ZITADEL_URL', 'ZITADEL_API_TOKEN'] as const;
  if (names.every((name) => readVariable(env, name) === '')) return undefined;
  return {
    url: readRequired(names[0], ...HTTPS_ORIGIN)(env, problems),
    apiToken: readRequired(names[1], /^\S+$/, 'must hold no blanks')(env, problems),
  };
};
