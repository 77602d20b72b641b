import type { Call } from './route';

/** What a test or a reader of the demo sees of a request. `form` holds the passcode too; the sandbox is a test tool. */
export interface LoggedRequest {
  method: string;
  path: string;
  host: string | null;
  query: Record<string, string>;
  form: Record<string, string>;
  user_agent: string | null;
}

export function toLoggedRequest(call: Call): LoggedRequest {
  return {
    method: call.method,
    path: call.path,
    host: call.host,
    query: call.query,
    form: call.form,
    user_agent: call.userAgent,
  };
}
