import { HTTPS_ORIGIN, readRequired, readSecret, readVariable, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';

/** What both hooks present in `Authorization`. */
export const readHookCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'verbatim',
  token: readSecret('OKTA_HOOK_TOKEN', 'verbatim')(env, problems),
});

/** The org, and a token of a read-only administrator. */
export interface OrgSettings {
  url: string;
  apiToken: string;
}

/** Undefined if neither is set: then Okta's events lead to no number. */
export const readOrgSettings: Reader<OrgSettings | undefined> = (env, problems) => {
  const names = ['OKTA_ORG_URL', 'OKTA_API_TOKEN'] as const;
  if (names.every((name) => readVariable(env, name) === '')) return undefined;
  return {
    url: readRequired(names[0], ...HTTPS_ORIGIN)(env, problems),
    apiToken: readRequired(names[1], /^\S+$/, 'must hold no blanks')(env, problems),
  };
};
