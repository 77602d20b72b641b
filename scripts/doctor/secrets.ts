import { providers } from '../../src/identity-providers/registry';
import { listWanted, type Wanted } from '../setup/secrets';
import { fail, type Check } from './check';

/** The sentence of scripts/preflight.ts. */
const PUBLIC = / holds (a value of \.env\.sandbox, which everybody can read\.)$/;

const readName = (sentence: string): string => sentence.split(' ')[0] ?? '';

/**
 * One check for all variables with a value of .env.sandbox, of which a copied file has two dozen, and one for each other
 * sentence.
 * @param sentences of scripts/preflight.ts, each of which begins with the name of a variable
 */
export function checkSecrets(sentences: readonly string[]): Check[] {
  const shared = sentences.filter((sentence) => PUBLIC.test(sentence));
  const names = shared.map(readName);
  const [first = ''] = shared;
  const found =
    names.length > 1 ? first.replace(/^\w+ holds a value/, `${names.join(', ')} hold values`) : first;
  return [
    ...(names.length > 0 ? [fail('secrets', found, adviseSecrets(names))] : []),
    ...sentences
      .filter((sentence) => !PUBLIC.test(sentence))
      .map((sentence) => fail('secrets', sentence, adviseSecrets([readName(sentence)]))),
  ];
}

/** Those that `npm run setup` makes, with the flags without which it would pass over what has nothing else set. */
export function adviseSecrets(names: readonly string[]): string {
  const made = names.filter((name) => listMade(listWanted({}, providers, true)).includes(name));
  const own = names.filter((name) => !made.includes(name));
  if (made.length === 0) return own.length === 1 ? 'set your own' : 'set your own for each';
  const command = ['npm run setup', ...listFlags(made)].join(' ');
  if (own.length > 0)
    return `set your own ${own.join(', ')}; empty the others and run ${command}, which makes new ones`;
  return made.length === 1
    ? `empty it and run ${command}, which makes a new one`
    : `empty them and run ${command}, which makes new ones`;
}

const listMade = (wanted: readonly Wanted[]): string[] =>
  wanted.filter(({ source }) => source === 'secret').map(({ name }) => name);

function listFlags(made: readonly string[]): string[] {
  const ofNobody = listMade(listWanted({}, [], true));
  const owners = providers.filter((provider) =>
    listMade(listWanted({}, [provider], false)).some(
      (name) => made.includes(name) && !ofNobody.includes(name),
    ),
  );
  const flags = [
    ...(owners.length > 0 ? ['--provider', owners.map(({ profile }) => profile.name).join(',')] : []),
    ...(made.includes('VERIFY_API_TOKEN') ? ['--verify-api'] : []),
  ];
  return flags.length > 0 ? ['--', ...flags] : [];
}
