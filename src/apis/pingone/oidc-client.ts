import * as oidc from 'openid-client';
import { TRY_MS, type Deadline } from '../../core/deadline';
import { TtlCache } from '../../core/ttl-cache';
import type { SignInApp } from '../../core/sign-in';
import { sendRequest } from '../http';
import { FetchResponse } from './fetch-response';

/** PingOne's own words about its endpoints, kept by a warm instance; its keys are asked for at each sign-in. */
const METADATA_MS = 3_600_000;
const metadataCache = new TtlCache<oidc.ServerMetadata>();

/** The client of one call: all its requests have the call's one deadline. Discovery only where it is not known yet. */
export async function createOidcClient(app: SignInApp, deadline: Deadline): Promise<oidc.Configuration> {
  const client = [app.clientId, {}, createClientAuth(app)] as const;
  let metadata = metadataCache.get(app.issuer, deadline.now());
  if (metadata === undefined) {
    const insecure = app.issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    const options = { ...insecure, [oidc.customFetch]: createFetch(deadline) };
    const config = await oidc.discovery(new URL(app.issuer), ...client, options);
    metadata = config.serverMetadata();
    metadataCache.set(app.issuer, metadata, deadline.now(), METADATA_MS);
  }
  const config = new oidc.Configuration(metadata, ...client);
  config[oidc.customFetch] = createFetch(deadline);
  // config.ts takes http from loopback addresses alone.
  if (app.issuer.startsWith('http:')) oidc.allowInsecureRequests(config);
  // Without it the signature is left to TLS, as OpenID Connect Core §3.1.3.7 allows.
  oidc.enableNonRepudiationChecks(config);
  return config;
}

/**
 * Basic, as for the worker's token; docs/sign-in-demo.md says to choose it. openid-client's own escapes the hyphens of
 * a UUID, too, which is right and which not every server reads.
 */
function createClientAuth({ clientId, clientSecret }: SignInApp): oidc.ClientAuth {
  if (clientSecret === undefined) return oidc.None();
  const credentials = [clientId, clientSecret].map(encodeURIComponent).join(':');
  return (_server, _client, _body, headers) =>
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
}

/** openid-client over our own connection pool, as in apis/twilio/client.ts. */
function createFetch(deadline: Deadline): oidc.CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await sendRequest({
      method,
      url: new URL(url),
      headers,
      ...(body instanceof URLSearchParams && { body: body.toString() }),
      timeoutMs: Math.min(TRY_MS, deadline.left()),
    });
    return new FetchResponse(answer) as unknown as Response;
  };
}
