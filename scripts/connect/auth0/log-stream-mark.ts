import type { Management } from 'auth0';

/** Whether this command made a log stream, or took over one that somebody else had made. */
export type Mark = 'connect' | 'taken over';

type Stream = Management.LogStreamHttpResponseSchema;

/**
 * The header by which a stream is known as ours: Auth0 gives it back, and sends it with each batch, where nobody reads it.
 * Its name and its address do not tell: Terraform, and whoever makes a stream by hand, has the same.
 * https://auth0.com/docs/api/management/v2/log-streams/post-log-streams
 */
const MARKER = 'X-Verify-Bridge';

/** @returns undefined for a stream that is somebody else's */
export function readMark({ sink }: Stream): Mark | undefined {
  const value = (sink?.httpCustomHeaders ?? []).find(isMarker)?.value;
  return value === 'connect' || value === 'taken over' ? value : undefined;
}

/** The headers that a stream has, with the mark. */
export const markHeaders = (
  headers: Management.HttpCustomHeader[] | undefined,
  mark: Mark,
): Management.HttpCustomHeader[] => [
  ...(headers ?? []).filter((one) => !isMarker(one)),
  { header: MARKER, value: mark },
];

const isMarker = ({ header }: Management.HttpCustomHeader): boolean =>
  header?.toLowerCase() === MARKER.toLowerCase();
