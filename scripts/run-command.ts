import { Failure } from './setup/failure';

/** Runs a command to its exit code. What ends it is a sentence; what is a mistake of ours is shown whole. */
export function runCommand(command: (args: string[]) => Promise<number>): void {
  // If it ends without having come to an end, that is no success.
  process.exitCode = 1;
  command(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof Failure ? error.message : error);
      process.exitCode = error instanceof Failure ? error.exitCode : 1;
    },
  );
}
