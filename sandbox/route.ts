/** One HTTP request, read whole. */
export interface Call {
  method: string;
  /** As it arrived: still percent-encoded, without the query. */
  path: string;
  /** The decoded values of the route's `:names`. */
  params: Record<string, string>;
  query: Record<string, string>;
  form: Record<string, string>;
  body: string;
  /** The host that the caller meant, before something sent the request here. */
  host: string | null;
  authorization: string | undefined;
  cookie: string | undefined;
  userAgent: string | null;
}

/**
 * What goes wrong on the wire. `hang`: no answer ever. `reset`: the connection is reset once the request is read.
 * `cut`: the first half of the answer, then the connection closes.
 */
export type ConnectionFault = 'hang' | 'reset' | 'cut';

export interface Answer {
  status: number;
  /** Sent as JSON; a string is sent as it is, as HTML. Without one the answer is empty. */
  body?: unknown;
  headers?: Record<string, string>;
  connectionFault?: ConnectionFault;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A path whose segments may be `:names`, as in `/v2/Services/:service`. */
  path: string;
  handle: (call: Call) => Answer | Promise<Answer>;
}

/** The route that answers the call, with the values in its path; or `elsewhere` if only the method is wrong. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | 'elsewhere' | undefined {
  let found: 'elsewhere' | undefined;
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params === undefined) continue;
    if (route.method === method) return { route, params };
    found = 'elsewhere';
  }
  return found;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const names = pattern.split('/');
  const values = path.split('/');
  if (names.length !== values.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? '';
    if (name.startsWith(':') && value !== '') params[name.slice(1)] = decodePathPart(value);
    else if (name !== value) return undefined;
  }
  return params;
}

/** `%2B1202…` and `+1202…` are the same number: Twilio's documentation encodes the plus sign, its SDK does not. */
export function decodePathPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
