import { connect } from './connect/command';
import { createQuestions } from './connect/prompts';
import { connectors } from './connect/registry';
import { Failure } from './setup/failure';

/** `npm run connect:<provider> -- URL [flags]`: docs/connect.md. */
async function main([name, ...args]: string[]): Promise<number> {
  const connector = connectors.find((one) => one.name === name);
  if (connector !== undefined) return connect(connector, args, createQuestions);
  const names = connectors.map((one) => `npm run connect:${one.name}`);
  throw new Failure(`Which provider? ${names.join(', ')}`, 2);
}

// If it ends without having come to an end, that is no success.
process.exitCode = 1;
main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Failure ? error.message : error);
    process.exitCode = error instanceof Failure ? error.exitCode : 1;
  },
);
