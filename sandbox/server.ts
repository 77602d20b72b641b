import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BoundedList } from './bounded';
import { createClock } from './clock';
import { createControlRoutes, wrong } from './control';
import { Delays } from './delays';
import type { Functions } from './delivery';
import { answerApi, answerOwn, description, isForeign, isOwn } from './dispatch';
import { Faults } from './faults';
import type { AuthorizationServer } from './pingone/authorization';
import { createSignInStandIn, type SignInOptions } from './pingone/stand-in';
import { readCall } from './read-call';
import { toLoggedRequest, type LoggedRequest } from './request-log';
import { sendReply } from './send-reply';
import { createStandIns, wordAnswer, type StandInCredentials } from './stand-ins';
import { createRefusal } from './twilio/error';

export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  url: string;
  close(): Promise<void>;
}

export interface SandboxOptions extends StandInCredentials {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Milliseconds since 1970; the machine's clock if not given. */
  now?: () => number;
  /** The application that people sign in to with PingOne; without it, or without `functionsUrl`, nobody can. */
  signIn?: SignInOptions | undefined;
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
  signIn,
  functionsUrl,
  authorizations,
  ...accepted
}: SandboxOptions): Promise<Sandbox> {
  const time = createClock(now);
  const requests = new BoundedList<LoggedRequest>(1000);
  const faults = new Faults();
  const delays = new Delays();
  const functions = { url: functionsUrl, authorizations, wait: delays.wait };
  const { account, environment, apiRoutes, ownRoutes } = createStandIns(accepted, time, functions);
  ownRoutes.unshift(...createControlRoutes({ messages: account.messages, requests, faults, clock: time }));
  let authorization: AuthorizationServer | undefined;
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

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const call = await readCall(incoming);
    if (call === 'too large') return sendReply(outgoing, wrong('The body is larger than 1 MB.', 413));
    if (isForeign(call.path, incoming.headers))
      return sendReply(outgoing, wrong('This is not your sandbox.', 403));
    if (isOwn(call.path)) return sendReply(outgoing, await answerOwn(ownRoutes, call));
    requests.add(toLoggedRequest(call));
    const fault = faults.take(call);
    if (fault?.delay_ms !== undefined) await delays.wait(fault.delay_ms);
    if (fault?.answer !== undefined) return sendReply(outgoing, wordAnswer(call.path, fault.answer, time));
    if (fault?.connectionFault === 'hang' || fault?.connectionFault === 'reset') {
      return sendReply(outgoing, { status: 500, connectionFault: fault.connectionFault });
    }
    if (authorization?.takes(call)) return authorization.handle(call, incoming, outgoing);
    const answer = wordAnswer(call.path, await answerApi(apiRoutes, call), time);
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
  if (accepted.auth0 !== undefined) signIns.push({ name: 'Auth0', url: `${url}/auth0/login` });
  return { url, close };
}
