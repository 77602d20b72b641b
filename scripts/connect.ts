import { connect } from './connect/command';
import { createQuestions } from './connect/prompts';
import { connectors } from './connect/registry';
import { runCommand } from './run-command';
import { Failure } from './setup/failure';

/** `npm run connect:<provider> -- URL [flags]`: docs/connect.md. */
async function main([name, ...args]: string[]): Promise<number> {
  const connector = connectors.find((one) => one.name === name);
  if (connector !== undefined) return connect(connector, args, createQuestions);
  const names = connectors.map((one) => `npm run connect:${one.name}`);
  throw new Failure(`Which provider? ${names.join(', ')}`, 2);
}

runCommand(main);
