/** The code in a text message: its first run of 4 to 10 digits. */
export function findCode(text: string): string | null {
  return /(?<!\d)\d{4,10}(?!\d)/.exec(text)?.[0] ?? null;
}

/**
 * The code in what a call says, whose digits may be apart (`1 2 3 4`, `1, 2, 3, 4`, `1. 2. 3. 4.`): of the first verb that
 * has one. A full stop ends the code where it is the only one, for the code may be said twice.
 */
export function findSpokenCode(verbs: readonly string[]): string | null {
  for (const apart of [/\d(?:[\s,]*\d)*/g, /\d(?:[\s,.;]*\d)*/g]) {
    for (const text of verbs) {
      const runs = (text.match(apart) ?? []).map((run) => run.replace(/\D/g, ''));
      const code = runs.find((run) => run.length >= 4 && run.length <= 10);
      if (code !== undefined) return code;
    }
  }
  return null;
}
