import { parse } from '@cdktf/hcl2json';
import { matches, read } from '../docs/documents';
import { folders, readConfiguration } from './configuration';

/** What docs/terraform.md shows can be pasted. */

const text = read('docs/terraform.md');
const blocks = matches(text, /```hcl\n([^]*?)```/g);
type Module = Record<string, unknown>;

async function listModules(): Promise<[string, Module][]> {
  const parsed = await Promise.all(blocks.map((block) => parse('terraform.md', block)));
  return parsed.flatMap(({ module = {} }) =>
    Object.entries(module as Record<string, [Module]>).map(([name, [body]]): [string, Module] => [
      name,
      body,
    ]),
  );
}

test('each folder is called as a module with all of its variables, and the optional ones have their defaults', async () => {
  const modules = await listModules();
  expect(modules.map(([name]) => name)).toEqual(folders);
  for (const [name, { source, ...given }] of modules) {
    const { variables } = await readConfiguration(name);
    expect(source).toBe(`./verify-bridge/infra/terraform/${name}`);
    expect(Object.keys(given).sort()).toEqual(Object.keys(variables).sort());
    for (const [variable, [{ default: value, sensitive }]] of Object.entries(variables)) {
      if (value !== undefined) expect([variable, given[variable]]).toEqual([variable, value]);
      if (sensitive === true) expect(given[variable]).toBe(`\${var.${variable}}`);
    }
  }
});

test('what it takes from a module is an output of the folder', async () => {
  const taken = [...blocks.join('\n').matchAll(/\bmodule\.(\w+)\.(\w+)/g)];
  expect(taken.map(([, name, output]) => [name, output])).toEqual([['pingone', 'sender_id']]);
  const { outputs } = await readConfiguration('pingone');
  expect(Object.keys(outputs)).toContain('sender_id');
});

test('the versions that it names are those in versions.tf', async () => {
  for (const name of folders) {
    const { files, terraform } = await readConfiguration(name);
    const [version = ''] = matches(files['versions.tf'] ?? '', /schema\s+(?:#\s+)?of (1\.\d+\.0)/g);
    const { required_version } = terraform as { required_version: string };
    expect(text).toMatch(new RegExp(`\\w+/${name} ${version.replaceAll('.', '\\.')}\\b`));
    expect(text).toContain(`You need Terraform ${required_version.replace('>= ', '')} or later`);
  }
});
