import { chooseName } from '../free-name';

/** What the Platform API answers with: an object with an id, and whatever else. */
export type Resource = Record<string, unknown> & { id: string };

/** A PUT replaces the whole resource: all goes back but what PingOne itself writes. */
export const WRITTEN_BY_PINGONE = ['_links', 'environment', 'createdAt', 'updatedAt'];

export const without = (value: Record<string, unknown>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));

/** Two deployments, for production and for tests, may be in one environment: the second one's name has its host. */
const NAME = 'verify-bridge';

/** What of one kind calls this deployment. */
export interface Match {
  /** Made by this command for this deployment: marked, and calling its address. */
  ours: Resource | undefined;
  /** Made by somebody else for this deployment. */
  foreign: Resource | undefined;
  /** What a new one is called. */
  freeName: string;
}

/**
 * Tells what is ours by a mark that only this command writes, and whose it is by the address that is called: what is marked
 * and calls another address belongs to another deployment, and stays. So does what has our name alone: a new one takes a name
 * that is free, for PingOne refuses a second sender of one name.
 */
export function findMatch(
  all: readonly Resource[],
  bridge: URL,
  read: { isMarked: (one: Resource) => boolean; listUrls: (one: Resource) => string[] },
): Match {
  const callsBridge = (one: Resource) =>
    read.listUrls(one).some((url) => URL.canParse(url) && new URL(url).origin === bridge.origin);
  const marked = all.filter((one) => read.isMarked(one));
  const unmarked = all.filter((one) => !read.isMarked(one));
  const names = all.map((one) => one['name']);
  return {
    ours: marked.find(callsBridge),
    foreign: unmarked.find(callsBridge),
    freeName: chooseName(NAME, `${NAME} (${bridge.host})`, names),
  };
}
