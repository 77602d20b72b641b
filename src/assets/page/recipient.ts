/** Whom a body is for, which may have been edited: PingOne's field `to`, in any letter case, or Auth0's `recipient`. */
export function recipientOf(contentType: string, body: string): string | undefined {
  const pairs = contentType === 'application/json' ? leaves(parsed(body)) : [...new URLSearchParams(body)];
  const [, found] = pairs.find(([name]) => /^(to|recipient)$/i.test(name)) ?? [];
  return typeof found === 'string' ? found : undefined;
}

function leaves(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    typeof inner === 'object' ? leaves(inner) : [[name, inner] as [string, unknown]],
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
