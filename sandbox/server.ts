import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Auth0, type Auth0Credentials } from './auth0/auth0';
import { ManagementAccount, type ManagementCredentials } from './auth0/management/account';
import { createManagementControlRoutes } from './auth0/management/control-routes';
import { toAuth0Error } from './auth0/management/error';
import { createManagementRoutes } from './auth0/management/routes';
import { createAuth0Routes } from './auth0/routes';
import { createClock } from './clock';
import { createControlRoutes, wrong } from './control';
import { Delays } from './delays';
import type { Functions } from './delivery';
import { answerApi, answerOwn, description, isForeign, isOwn } from './dispatch';
import { Faults } from './faults';
import { BoundedList } from './bounded';
import { createSystemRoutes, System } from './generic/system';
import { toOktaError } from './okta/error';
import { Org, type OktaCredentials } from './okta/org';
import { createOktaControlRoutes, createOktaRoutes } from './okta/routes';
import { Environment, type PingoneCredentials } from './pingone/environment';
import type { AuthorizationServer } from './pingone/authorization';
import { toPingoneError } from './pingone/error';
import { Tenant } from './pingone/platform/tenant';
import { createPingoneControlRoutes, createPingoneRoutes } from './pingone/routes';
import { createSignInStandIn, type SignInOptions } from './pingone/stand-in';
import { readCall } from './read-call';
import type { Answer } from './route';
import { sendReply } from './send-reply';
import { toLoggedRequest, type LoggedRequest } from './request-log';
import { createSenderRoutes } from './senders';
import { Account, type Credentials } from './twilio/account';
import { createTwilioControlRoutes } from './twilio/control-routes';
import { createRefusal } from './twilio/error';
import { createTwilioRoutes } from './twilio/routes';

export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Milliseconds since 1970; the machine's clock if not given. */
  now?: () => number;
  /** What the stand-in of Twilio accepts. */
  credentials: Credentials;
  /** What the stand-in of PingOne accepts; without it there is none. */
  pingone?: PingoneCredentials;
  /** The application that people sign in to with PingOne; without it, or without `functionsUrl`, nobody can. */
  signIn?: SignInOptions | undefined;
  /** What the stand-in of Auth0 shows to the functions; without it nobody can sign in there. */
  auth0?: Auth0Credentials | undefined;
  /** What the stand-in of Auth0's Management API accepts; without it there is none. */
  auth0Management?: ManagementCredentials | undefined;
  /** What the stand-in of Okta accepts, and shows to the functions; without it there is none. */
  okta?: OktaCredentials | undefined;
  /** What the system of nobody's in particular calls the generic contract with; without it there is none. */
  otpToken?: string | undefined;
  /** Origin of the functions, to which the senders deliver if a call names no other. */
  functionsUrl?: string;
  /** What the senders put into the `Authorization` header, likewise. */
  authorizations?: Functions['authorizations'];
}

/**
 * Starts the stand-ins on 127.0.0.1, each with nothing in it yet.
 * @throws if the port is taken, or the OpenID provider cannot be loaded
 */
export async function startSandbox({
  port = 0,
  now = Date.now,
  credentials,
  pingone,
  signIn,
  auth0,
  auth0Management,
  okta,
  otpToken,
  functionsUrl,
  authorizations,
}: SandboxOptions): Promise<Sandbox> {
  const time = createClock(now);
  const account = new Account(credentials, time);
  const requests = new BoundedList<LoggedRequest>(1000);
  const faults = new Faults();
  const delays = new Delays();
  const apiRoutes = createTwilioRoutes(account);
  const ownRoutes = createControlRoutes({ messages: account.messages, requests, faults, clock: time });
  ownRoutes.push(...createTwilioControlRoutes(account));
  const environment = pingone && new Environment(pingone, time);
  if (environment !== undefined) {
    const tenant = new Tenant(environment.credentials.environmentId, time);
    apiRoutes.push(...createPingoneRoutes(environment, tenant));
    ownRoutes.push(...createPingoneControlRoutes(environment, tenant));
  }
  let authorization: AuthorizationServer | undefined;
  const functions = { url: functionsUrl, authorizations, wait: delays.wait };
  ownRoutes.push(...createSenderRoutes(functions));
  if (auth0 !== undefined) {
    ownRoutes.push(...createAuth0Routes(new Auth0(auth0, functions, time, account.messages)));
  }
  if (auth0Management !== undefined) {
    const managed = new ManagementAccount(auth0Management, time);
    apiRoutes.push(...createManagementRoutes(managed));
    ownRoutes.push(...createManagementControlRoutes(managed));
  }
  if (okta !== undefined) {
    const org = new Org(okta);
    apiRoutes.push(...createOktaRoutes(org, time));
    ownRoutes.push(...createOktaControlRoutes(org, time, functions));
  }
  if (otpToken !== undefined) ownRoutes.push(...createSystemRoutes(new System(otpToken, time, functions)));
  const signIns: { name: string; url: string }[] = [];
  ownRoutes.push(
    {
      method: 'GET',
      path: '/sandbox/sign-ins',
      handle: () => ({ status: 200, body: { sign_ins: signIns } }),
    },
    {
      method: 'GET',
      path: '/',
      handle: () => description([...ownRoutes, ...apiRoutes], authorization?.issuer),
    },
  );

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // A caller that went away in the middle of its request needs no answer. All else is a mistake in the sandbox.
      if (!incoming.complete) {
        outgoing.destroy();
      } else {
        console.error(error);
        sendReply(outgoing, createRefusal(20500));
      }
    });
  });

  const word = (path: string, answer: Answer) =>
    toAuth0Error(path, toOktaError(path, toPingoneError(path, answer), time), time);

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const call = await readCall(incoming);
    if (call === 'too large') return sendReply(outgoing, wrong('The body is larger than 1 MB.', 413));
    if (isForeign(call.path, incoming.headers))
      return sendReply(outgoing, wrong('This is not your sandbox.', 403));
    if (isOwn(call.path)) return sendReply(outgoing, await answerOwn(ownRoutes, call));
    requests.add(toLoggedRequest(call));
    const fault = faults.take(call);
    if (fault?.delay_ms !== undefined) await delays.wait(fault.delay_ms);
    if (fault?.answer !== undefined) return sendReply(outgoing, word(call.path, fault.answer));
    if (fault?.connectionFault === 'hang' || fault?.connectionFault === 'reset') {
      return sendReply(outgoing, { status: 500, connectionFault: fault.connectionFault });
    }
    if (authorization?.takes(call)) return authorization.handle(call, incoming, outgoing);
    const answer = word(call.path, await answerApi(apiRoutes, call));
    return sendReply(
      outgoing,
      fault?.connectionFault === undefined ? answer : { ...answer, connectionFault: fault.connectionFault },
    );
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      delays.clear();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  if (signIn !== undefined && environment !== undefined && functionsUrl !== undefined) {
    try {
      const standIn = await createSignInStandIn(signIn, environment, url, functionsUrl, functions);
      authorization = standIn.server;
      ownRoutes.push(...standIn.routes);
      // A page of the functions, whose own origin is the one that the browser knows.
      signIns.push({ name: 'PingOne', url: '/demo/index.html' });
    } catch (error) {
      await close();
      throw error;
    }
  }
  if (auth0 !== undefined) signIns.push({ name: 'Auth0', url: `${url}/auth0/login` });
  return { url, close };
}
