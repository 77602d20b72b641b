/** A request body exactly as a provider puts it on the wire. */
export interface WireBody {
  contentType: 'application/x-www-form-urlencoded' | 'application/json';
  body: string;
}

/** A provider as the test page, the tests and the documents need it. It is free of server code. */
export interface ProviderProfile {
  /** `idp` in the log and in Verify's tags. Matches `^[a-z0-9-]{1,32}$`. */
  name: string;
  /** For people. */
  title: string;
  callers: readonly SampleCaller[];
  /** What to enter at the provider, in this order. */
  setup: readonly SetupField[];
}

/** One of the ways in which a provider calls the bridge. */
export interface SampleCaller {
  /** Unique among all providers. */
  name: string;
  /** Distinguishes it from the provider's other callers. */
  label: string;
  /** The path of the route that it posts to: `pingone/sms`. */
  path: string;
  channel: 'sms' | 'call';
  renderRequest: (to: string, code: string) => WireBody;
  /** The batch that the provider posts once the user has proved the code, if it posts any. @param date ISO 8601 */
  renderEvents?: (to: string, date: string) => unknown;
}

export interface SetupField {
  label: string;
  /** What to copy, in which `{origin}` is the deployment's. Without it, the hint says which variable holds the value. */
  value?: string;
  hint?: string;
}

/** A form with percent-encoded values, as HTML forms are. */
export function renderForm(fields: Readonly<Record<string, string>>): WireBody {
  const body = new URLSearchParams(fields).toString();
  return { contentType: 'application/x-www-form-urlencoded', body };
}

export function renderJson(value: unknown): WireBody {
  return { contentType: 'application/json', body: JSON.stringify(value) };
}
