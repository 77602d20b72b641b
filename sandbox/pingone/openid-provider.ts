import { generateKeyPair, randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { default as Provider, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { Html } from '../page';
import type { Answer } from '../route';
import { readFullNumber } from './custom-provider';
import type { Environment } from './environment';
import { renderErrorPage, renderSignedOutPage, renderSignOutPage } from './pages';
import { POLICIES } from './sign-in';
import type { User, Users } from './users';

/** The application that people sign in to. */
export interface App {
  appId: string;
  /** Without one the client is public. PKCE is required either way. */
  appSecret: string | undefined;
  /** Origins of the functions; each has `/auth/callback`. */
  origins: readonly string[];
}

const HOUR_S = 3600;

/**
 * A certified OpenID provider with PingOne's addresses: `/authorize`, `/token`, `/userinfo`, `/jwks`, `/signoff` under
 * the issuer. https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html
 *
 * It is loaded only here, and when it is wanted: it is an ES module, which the tests in this process cannot load.
 */
export async function createOpenIdProvider(
  issuer: string,
  { appId, appSecret, origins }: App,
  users: Users,
  environment: Environment,
): Promise<Provider> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
  const configuration: Configuration = {
    clients: [
      {
        client_id: appId,
        client_name: 'verify-bridge',
        ...(appSecret !== undefined && { client_secret: appSecret }),
        token_endpoint_auth_method: appSecret === undefined ? 'none' : 'client_secret_basic',
        redirect_uris: origins.map((origin) => `${origin}/auth/callback`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/demo/index.html`),
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      jwks: '/jwks',
      end_session: '/signoff',
    },
    pkce: { required: () => true },
    responseTypes: ['code'],
    scopes: ['openid', 'profile', 'email', 'phone'],
    acrValues: [...POLICIES],
    claims: {
      openid: ['sub', 'amr', 'acr', 'auth_time'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username'],
      email: ['email'],
      phone: ['phone_number'],
    },
    // INFERRED: PingOne's ID token has the scopes' claims, too, not userinfo alone.
    conformIdTokenClaims: false,
    findAccount: (_, id) => {
      const user = users.byId(id);
      return user && { accountId: id, claims: () => claims(user, environment) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, requestParamScopes, requestParamClaims } = oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope([...requestParamScopes].join(' '));
      grant.addOIDCClaims([...requestParamClaims]);
      await grant.save();
      return grant;
    },
    // Token-based endpoints trust all origins: https://developer.pingidentity.com/pingone-api/platform/applications/applications-1.html
    clientBasedCORS: () => true,
    ttl: { AccessToken: HOUR_S, IdToken: HOUR_S, Interaction: HOUR_S, Session: HOUR_S, Grant: HOUR_S },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => show(ctx, renderSignOutPage(new Html(form))),
        postLogoutSuccessSource: (ctx) => show(ctx, renderSignedOutPage()),
      },
    },
    renderError: (ctx, { error, error_description: description }) =>
      show(ctx, renderErrorPage(ctx.status, `${error}: ${description ?? 'the request cannot be used'}`)),
  };
  return quietly(async () => {
    const { default: OpenIdProvider, interactionPolicy } = await import('oidc-provider');
    // The application is the owner's own: nobody is asked for consent.
    const policy = interactionPolicy.base();
    policy.remove('consent');
    const url = (_: unknown, { uid }: { uid: string }) => `${new URL(issuer).pathname}/sign-in/${uid}`;
    return new OpenIdProvider(issuer, { ...configuration, interactions: { policy, url } });
  });
}

function claims(user: User, environment: Environment) {
  const phone = environment.activeDevice(user.id)?.phone;
  return {
    sub: user.id,
    given_name: user.givenName,
    family_name: user.familyName,
    name: [user.givenName, user.familyName].filter(Boolean).join(' '),
    preferred_username: user.username,
    email: user.email,
    ...(phone !== undefined && { phone_number: readFullNumber(phone).split(',')[0] }),
  };
}

function show(ctx: KoaContextWithOIDC, { body, headers = {} }: Answer): void {
  ctx.type = 'html';
  ctx.body = body;
  ctx.set(headers);
}

/** It warns of what is meant here: that all is kept in memory, and of Node before 22, which the project allows. */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING')) warn(...words);
  };
  try {
    return await make();
  } finally {
    console.warn = warn;
  }
}
