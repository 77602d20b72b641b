/** A tool that takes options: its name as in `npm run <name>`. */
export interface Tool<Options extends { isHelp: boolean }> {
  name: string;
  usage: string;
  /** @throws Error that says what is wrong with the arguments */
  readOptions: (args: string[]) => Options;
  /** @returns the exit code */
  run: (options: Options) => Promise<number>;
  /** Whether an error is shown with its stack: where none is expected. */
  hasStack?: true;
}

/** Exit code 2 for wrong arguments, 1 for an error, otherwise the tool's own. What it says besides results goes to standard error. */
export function runTool<Options extends { isHelp: boolean }>(tool: Tool<Options>): void {
  const say = (error: unknown, hint = '') =>
    console.error(`${error instanceof Error ? error.message : String(error)}${hint}`);
  let options: Options;
  try {
    options = tool.readOptions(process.argv.slice(2));
  } catch (error) {
    say(error, `\nSee npm run ${tool.name} -- --help`);
    process.exitCode = 2;
    return;
  }
  if (options.isHelp) {
    console.log(tool.usage);
    return;
  }
  tool.run(options).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      if (tool.hasStack) console.error(error);
      else say(error);
      process.exitCode = 1;
    },
  );
}
