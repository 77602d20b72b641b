import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Claims = Record<string, unknown>;
type Header = { alg: string; kid?: string };

/** Makes the ID token of an exchange, from what an honest provider would put into it. */
type Issue = (claims: Claims, header: Header) => string | undefined;

type Handle = (request: IncomingMessage, response: ServerResponse, body: URLSearchParams) => void;

export interface OpenidProvider {
  url: string;
  issuer: string;
  /** An honest signature, under the key that the provider publishes. */
  signed(claims: Claims, header: Header): string;
  /** One under a key that it does not. */
  forged(claims: Claims, header: Header): string;
  /** Set anew by reset(): all that the next exchanges give. */
  issue: Issue;
  user: Claims;
  /** The claims beside iss, aud, sub, exp, iat and nonce. */
  more: Claims;
  /** What answers instead, by the last part of a path: `token`, `userinfo`, `jwks`, `openid-configuration`. */
  instead: Record<string, Handle>;
  /** The last parts of the paths asked for, in order. */
  asked: string[];
  /** `Authorization` of the last exchange. */
  authorization: string | undefined;
  /** Every code, token and secret that it has given away or was given. */
  secrets: Set<string>;
  reset(): void;
  close(): Promise<void>;
}

export const SUBJECT = '7f3c2a10-9b8d-4e6f-a1b2-c3d4e5f60718';

/** Those of every provider of a file: to make them takes longer than most tests. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });

/**
 * A small OpenID provider that signs everybody in at once, checks PKCE and takes each code once, and whose answers a
 * test can forge. It is no stand-in of PingOne: sandbox/pingone is.
 */
export async function startOpenidProvider(environmentId: string, clientId: string): Promise<OpenidProvider> {
  const asked = new Map<string, URLSearchParams>();
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const url = new URL(request.url ?? '', provider.url);
      const name = url.pathname.split('/').at(-1) ?? '';
      provider.asked.push(name);
      const handle = provider.instead[name] ?? handlers[name];
      if (!url.pathname.startsWith(`/${environmentId}/as/`) || handle === undefined) {
        response.writeHead(404).end();
        return;
      }
      handle(request, response, name === 'authorize' ? url.searchParams : new URLSearchParams(text));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `${url}/${environmentId}/as`;

  const secret = (value: string) => {
    provider.secrets.add(value);
    return value;
  };

  const handlers: Record<string, Handle> = {
    'openid-configuration': (_, response) =>
      answer(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      }),
    authorize: (_, response, query) => {
      const code = secret(randomUUID());
      asked.set(code, query);
      const back = new URL(query.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', query.get('state') ?? '');
      response.writeHead(303, { Location: back.href }).end();
    },
    token: (request, response, body) => {
      provider.authorization = request.headers.authorization;
      const code = body.get('code') ?? '';
      const verifier = secret(body.get('code_verifier') ?? '');
      const query = asked.get(code);
      asked.delete(code);
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const isGood =
        query?.get('code_challenge') === challenge &&
        query.get('code_challenge_method') === 'S256' &&
        query.get('redirect_uri') === body.get('redirect_uri') &&
        query.get('client_id') === clientId;
      if (!isGood) return answer(response, 400, { error: 'invalid_grant', error_description: 'used' });
      const now = Math.floor(Date.now() / 1000);
      const nonce = query.get('nonce') ?? undefined;
      const claims = { iss: issuer, aud: clientId, sub: SUBJECT, iat: now, exp: now + 3600, nonce };
      const idToken = provider.issue({ ...claims, ...provider.more }, { alg: 'RS256', kid: 'k1' });
      if (idToken !== undefined) secret(idToken);
      const tokens = { access_token: secret(randomUUID()), token_type: 'Bearer', expires_in: 3600 };
      answer(response, 200, { ...tokens, ...(idToken !== undefined && { id_token: idToken }) });
    },
    userinfo: (request, response) => {
      const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (provider.secrets.has(token)) answer(response, 200, provider.user);
      else answer(response, 401, {});
    },
    jwks: (_, response) =>
      answer(response, 200, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }],
      }),
  };

  const provider: OpenidProvider = {
    url,
    issuer,
    signed: (claims, header) => token(claims, header, keys.privateKey),
    forged: (claims, header) => token(claims, header, others.privateKey),
    ...honest(),
    reset: () => Object.assign(provider, honest()),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  function honest() {
    return {
      issue: ((claims, header) => provider.signed(claims, header)) as Issue,
      more: { amr: ['pwd', 'otp'] },
      user: {
        sub: SUBJECT,
        name: 'Jane Doe',
        email: 'jane@example.com',
        phone_number: '+14155552671',
      },
      instead: {},
      asked: [],
      authorization: undefined,
      secrets: new Set<string>(),
    };
  }
  return provider;
}

/** A JWT in compact form (RFC 7519), with whatever header is asked for. */
function token(claims: Claims, header: Header, key: KeyObject): string {
  const input = unsigned(claims, header);
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), key).toString('base64url')}`;
}

export function unsigned(claims: Claims, header: Header): string {
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
