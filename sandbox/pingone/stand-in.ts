import type { Functions } from '../delivery';
import type { Route } from '../route';
import { Activities } from './activities';
import { AuthorizationServer } from './authorization';
import { CustomProvider } from './custom-provider';
import type { Environment } from './environment';
import { createOpenIdProvider } from './openid-provider';
import { createSignInControlRoutes } from './routes';
import { SignIns } from './sign-ins';
import { Subscription } from './subscription';
import { Users } from './users';

export interface SignInOptions {
  appId: string;
  appSecret: string | undefined;
  /** What the Custom Provider calls the functions with. */
  sender: { username: string; password: string };
  /** The page with the phone on it, for people; the messages as JSON, if not given. */
  phone?: string;
}

/**
 * The sign-in of PingOne's stand-in, wired up: users, sender, webhook, and the OpenID provider.
 * @param sandboxUrl the origin of the issuer
 * @param functionsUrl where passcodes and activities go, and where the application is
 */
export async function createSignInStandIn(
  { appId, appSecret, sender, phone = '/sandbox/messages' }: SignInOptions,
  environment: Environment,
  sandboxUrl: string,
  functionsUrl: string,
  { authorizations, wait }: Functions,
): Promise<{ server: AuthorizationServer; routes: Route[] }> {
  const events = new URL('/pingone/events', functionsUrl).href;
  const webhook = new Subscription({ url: events, authorization: authorizations?.pingoneEvents }, wait);
  const activities = new Activities(environment, (activity) => webhook.add(activity));
  const users = new Users(environment);
  const provider = new CustomProvider(functionsUrl, sender);
  const signIns = new SignIns({ environment, users, provider, activities });
  const { port } = new URL(functionsUrl);
  const app = {
    appId,
    appSecret,
    origins: ['localhost', '127.0.0.1'].map((host) => `http://${host}:${port}`),
  };
  const issuer = `${sandboxUrl}/${environment.credentials.environmentId}/as`;
  const openId = await createOpenIdProvider(issuer, app, users, environment);
  return {
    server: new AuthorizationServer(openId, signIns, phone),
    routes: createSignInControlRoutes(provider, activities, signIns),
  };
}
