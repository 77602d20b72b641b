import { findProblems } from '../../src/config/reader';
import type { Provider } from '../../src/identity-providers/provider';
import { findNames } from '../../src/status/variables';
import { planVariable, type Situation, type Step } from './plan';

/**
 * What finds the phone number for a provider's events, such as PingOne's worker application: the owner alone can give it.
 * Without it sends work, and feedback does not.
 */
export async function planLookups(
  chosen: readonly Provider[],
  { file, values, questions, flags }: Situation,
): Promise<{ variables: Step[]; notes: string[] }> {
  const variables: Step[] = [];
  const notes: string[] = [];
  for (const provider of chosen) {
    const { title, name: provided } = provider.profile;
    const known: Record<string, string> = { ...values };
    const names = listLookupNames(provider);
    for (const name of names) {
      known[name] ??= (await questions.readVariable(name, title)).trim();
      if (known[name] !== '')
        variables.push(...planVariable(file, name, known[name], `set ${name}, as given`));
    }
    const missing = names.filter((name) => known[name] === '');
    const problems = missing.length === names.length ? [] : findProblems(known, readLookup(provider));
    if (missing.length > 0)
      notes.push(
        `Feedback of ${title} needs ${missing.join(', ')}. Set it in ${flags.envFile}: docs/${provided}.md.`,
      );
    for (const { field, problem } of problems)
      if (names.includes(field) && !missing.includes(field)) notes.push(`${field} ${problem}. Change it.`);
  }
  return { variables, notes };
}

/** Those that the event's route reads, and that its calls do without. */
function listLookupNames(provider: Provider): string[] {
  const read = readLookup(provider);
  const needed = findProblems({}, read).map(({ field }) => field);
  return [...findNames(read)].filter((name) => !needed.includes(name) && !name.endsWith('_BASE_URL')).sort();
}

const readLookup = ({ eventRoute }: Provider) => eventRoute?.readSettings ?? (() => undefined);
