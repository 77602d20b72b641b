/** Reads what the functions log instead of printing it: one JSON line for each call. */
export function captureLog(onLine: (line: Record<string, unknown>) => void): { release(): void } {
  const { log, error } = console;
  const read = (line: unknown) => onLine(JSON.parse(String(line)) as Record<string, unknown>);
  console.log = read;
  console.error = read;
  return { release: () => void Object.assign(console, { log, error }) };
}
