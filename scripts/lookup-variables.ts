import { findProblems } from '../src/config/reader';
import type { Provider } from '../src/identity-providers/provider';
import { findNames } from '../src/status/variables';

/** What finds the phone number for a provider's events: sends work without it, and feedback does not. */

type Variables = Readonly<Record<string, string>>;

/** What is wrong with one of them, whatever the others are. */
export function findLookupProblem(provider: Provider, name: string, text: string): string | undefined {
  const others = Object.fromEntries(listLookupNames(provider).map((one) => [one, 'x']));
  const problems = findProblems({ ...others, [name]: text }, readLookup(provider));
  return problems.find(({ field }) => field === name)?.problem;
}

/** The variables without which an event leads to no number, as far as they are not set. */
export const findMissingLookups = (provider: Provider, values: Variables): string[] =>
  listLookupNames(provider).filter((name) => (values[name] ?? '').trim() === '');

export const renderMissingLookups = (
  { profile: { title, name } }: Provider,
  missing: readonly string[],
  file: string,
): string => `Feedback of ${title} needs ${missing.join(', ')}. Set it in ${file}: docs/${name}.md.`;

/** Those that the event's route reads, and that its calls do without. */
export function listLookupNames(provider: Provider): string[] {
  const read = readLookup(provider);
  const needed = findProblems({}, read).map(({ field }) => field);
  return [...findNames(read)].filter((name) => !needed.includes(name) && !name.endsWith('_BASE_URL')).sort();
}

const readLookup = ({ eventRoute }: Provider) => eventRoute?.readSettings ?? (() => undefined);
