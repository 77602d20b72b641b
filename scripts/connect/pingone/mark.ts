/** What this command writes into a sender and a webhook, by which it knows them again. */
export interface Mark {
  /** Of the user name and the password. */
  fingerprint: string;
  /** Somebody else made the thing, and the command took it over: `--remove` does not delete it. */
  isTaken: boolean;
}

const FORM = /^(taken-)?([0-9a-f]{16})$/;

/** @returns `0123456789abcdef`, or `taken-0123456789abcdef` */
export const renderMark = ({ fingerprint, isTaken }: Mark): string =>
  isTaken ? `taken-${fingerprint}` : fingerprint;

/** @returns undefined for what this command did not write */
export function parseMark(text: string | undefined): Mark | undefined {
  const [, taken, fingerprint] = FORM.exec(text ?? '') ?? [];
  return fingerprint === undefined ? undefined : { fingerprint, isTaken: taken !== undefined };
}
