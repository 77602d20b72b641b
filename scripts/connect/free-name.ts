/**
 * The name, or the first of `name 2`, `name 3`, … that nothing in the tenant has. Whether a provider tells names apart by the
 * case of a letter is not known, so they are compared without it.
 */
export function findFreeName(name: string, taken: readonly unknown[]): string {
  const used = new Set(taken.map((one) => (typeof one === 'string' ? one.toLowerCase() : '')));
  let free = name;
  for (let index = 2; used.has(free.toLowerCase()); index += 1) free = `${name} ${index}`;
  return free;
}

/**
 * What a new thing of a deployment is called. Another deployment, such as one for tests, may have the short name, so that the
 * long one has the host in it; what has that one, too, may be anything.
 */
export function chooseName(short: string, long: string, taken: readonly unknown[]): string {
  return findFreeName(short, taken) === short ? short : findFreeName(long, taken);
}
