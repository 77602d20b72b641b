/**
 * The redirect URI as the browser called it. The runtime gives the parsed query and not the URL. A
 * repeated parameter is repeated again, so that it is refused.
 */
export function rebuildCallbackUrl(redirectUri: string, query: Readonly<Record<string, unknown>>): URL {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (typeof one === 'string') url.searchParams.append(name, one);
  }
  return url;
}
