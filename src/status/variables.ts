import type { Reader } from '../config/reader';

/** The variables that a reader reads. The reader runs with an environment in which every variable is set. */
export function findNames(read: Reader<unknown>): Set<string> {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string>>({}, { get: (_, name: string) => (names.add(name), 'x') });
  read(env, []);
  return names;
}
