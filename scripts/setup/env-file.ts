import {
  chmodSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { findAmbiguities, parseVariables } from '../preflight';
import { Failure } from './failure';

/** Its owner alone may read it. */
const MODE = 0o600;

/** Whether anybody but its owner may read a file; one that is not there is not open. */
export const isOpenToOthers = (path: string): boolean =>
  process.platform !== 'win32' && existsSync(path) && (statSync(path).mode & 0o077) !== 0;

/** A `.env` file, whose comments and order stay as they are. Nothing is written before write(). */
export class EnvFile {
  readonly path: string;
  /** What is there now; undefined if nothing is. */
  readonly #before: string | undefined;
  #text: string;

  /**
   * @param template what a new file begins as: the text of .env.example
   * @throws Failure if two programs would read the file in two ways
   */
  constructor(path: string, template: string) {
    this.path = existsSync(path) ? realpathSync(path) : path;
    this.#before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    this.#text = this.#before ?? template;
    const ambiguities = findAmbiguities(this.#text);
    if (ambiguities.length > 0)
      throw new Failure([`${path} cannot be changed safely:`, ...ambiguities].join('\n  '));
  }

  get isNew(): boolean {
    return this.#before === undefined;
  }

  /** Whether others on this machine may read it. */
  get isOpen(): boolean {
    return !this.isNew && isOpenToOthers(this.path);
  }

  /** The variables, with what was set. */
  get variables(): Record<string, string> {
    return parseVariables(this.#text);
  }

  /** Sets a variable in its own line, or in a new line at the end. */
  set(name: string, value: string): void {
    const lines = this.#text.split('\n');
    const line = `${name}=${value}`;
    // Of two lines with one name, the last one counts.
    const index = lines.findLastIndex((one) => new RegExp(`^\\s*${name}\\s*=`).test(one));
    if (index >= 0) lines[index] = lines[index]?.endsWith('\r') ? `${line}\r` : line;
    else if (lines.at(-1) === '') lines.splice(-1, 0, line);
    else lines.push(line, '');
    this.#text = lines.join('\n');
    if (this.variables[name] !== value || findAmbiguities(this.#text).length > 0)
      throw new Failure(`The value of ${name} cannot be written to a .env file. Choose another.`);
  }

  /** The whole file at once, or nothing of it: a second program never sees a half. */
  write(): void {
    if (this.#text === this.#before) {
      if (this.isOpen) chmodSync(this.path, MODE);
      return;
    }
    const part = `${this.path}.${process.pid}.part`;
    try {
      // `wx`: a file or a link that somebody else has put there is not written to.
      writeFileSync(part, this.#text, { mode: MODE, flag: 'wx' });
      renameSync(part, this.path);
    } finally {
      rmSync(part, { force: true });
    }
  }
}
