import { findCountry } from '../src/core/country';

/** One login, from the request of its passcode to the event of its success. */
export interface Login {
  index: number;
  to: string;
  /** Six digits. */
  code: string;
  /** Milliseconds of the clock, when the provider's request was due. */
  dueAt: number;
  /** Where its phone is in PingOne. */
  device?: { environment: string; user: string; device: string };
}

/** Fictional numbers of an area code: 555-0100 to 555-0199. https://en.wikipedia.org/wiki/555_(telephone_number) */
const LINES = 100;
let areaCodes: readonly number[] | undefined;

/** +1 XXX 555 01XX, which nobody has; each of some 40,000 comes again only when all others have had their turn. */
export function createNumber(index: number): string {
  areaCodes ??= Array.from({ length: 800 }, (_, code) => 200 + code).filter(
    (code) => findCountry(`+1${code}5550100`) === 'US',
  );
  const area = areaCodes[Math.floor(index / LINES) % areaCodes.length];
  return `+1${area}55501${String(index % LINES).padStart(2, '0')}`;
}

export function createLogin(index: number, dueAt: number): Login {
  return { index, to: createNumber(index), code: String(index % 1e6).padStart(6, '0'), dueAt };
}
