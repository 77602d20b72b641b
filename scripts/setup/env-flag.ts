/** The file without the flag `--env`. */
export const ENV_FILE = '.env';

/** Quoted where a shell would read it otherwise. */
export const quoteWord = (path: string): string =>
  /^[\w./@%+,:~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;

/**
 * The commands in a text that take `--env`, each with the file that the reader gave: without it they would read
 * another file. `--help` reads none.
 * @param file as `--env` has it
 */
export function repeatEnv(text: string, file: string): string {
  if (file === ENV_FILE) return text;
  return text.replace(
    /npm run (setup|doctor|deploy|connect:\w+)(?! -- --help)( --(?= ))?/g,
    (_, name: string) => `npm run ${name} -- --env ${quoteWord(file)}`,
  );
}
