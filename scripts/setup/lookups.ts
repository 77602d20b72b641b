import type { Provider } from '../../src/identity-providers/provider';
import {
  findLookupProblem,
  findMissingLookups,
  listLookupNames,
  renderMissingLookups,
} from '../lookup-variables';
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
    const { title } = provider.profile;
    const known: Record<string, string> = { ...values };
    const names = listLookupNames(provider);
    for (const name of names) {
      known[name] ??= (
        await questions.readVariable(name, title, (text) => findLookupProblem(provider, name, text))
      ).trim();
      if (known[name] !== '')
        variables.push(...planVariable(file, name, known[name], `set ${name}, as given`));
    }
    const missing = findMissingLookups(provider, known);
    if (missing.length > 0) notes.push(renderMissingLookups(provider, missing, flags.envFile));
    for (const name of names.filter((one) => !missing.includes(one))) {
      const problem = findLookupProblem(provider, name, known[name] ?? '');
      if (problem !== undefined) notes.push(`${name} ${problem}. Change it.`);
    }
  }
  return { variables, notes };
}
