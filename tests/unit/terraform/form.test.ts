import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from '../docs/documents';
import { folders, listReadFiles, readConfiguration, type Configuration } from './configuration';
import { findFaults, schemas } from './schema';

/**
 * The form of infra/terraform, as far as it can be seen without a provider's plugin. auth0.test.ts and pingone.test.ts
 * look at the values.
 */

/** The changelogs of the providers: `secrets_wo`, and `payload_options` of a webhook. Write-only is of Terraform 1.11. */
const PINNED: Record<string, string[]> = {
  auth0: ['auth0/auth0', '~> 1.52', '>= 1.11'],
  pingone: ['pingidentity/pingone', '~> 1.19', '>= 1.5'],
};

test('there is one folder for each provider that Terraform can set up', () => {
  expect(folders).toEqual(['auth0', 'pingone']);
});

describe.each(folders)('infra/terraform/%s', (name) => {
  let configuration: Configuration;
  beforeAll(async () => (configuration = await readConfiguration(name)));

  test('has the usual files, each of which is HCL', () => {
    expect(Object.keys(configuration.files)).toEqual([
      'main.tf',
      'outputs.tf',
      'variables.tf',
      'versions.tf',
    ]);
  });

  test('gives each resource what its provider documents: every required argument, and no unknown one', () => {
    const resources = Object.entries(configuration.resources).flatMap(([type, all]) =>
      Object.entries(all).map(([label, [body]]) => ({ type, label, body })),
    );
    expect(resources.length).toBeGreaterThan(1);
    const faults = resources.flatMap(({ type, label, body }) =>
      findFaults(schemas[type] ?? {}, body).map((fault) => `${type}.${label}: ${fault}`),
    );
    expect(faults).toEqual([]);
    expect(resources.filter(({ type }) => !type.startsWith(`${name}_`))).toEqual([]);
  });

  test('pins Terraform and its one provider from the version on that has all that is used', () => {
    const [source, version, terraform] = PINNED[name] ?? [];
    expect(configuration.terraform).toEqual({
      required_version: terraform,
      required_providers: [{ [name]: { source, version } }],
    });
    expect(configuration.files['versions.tf']).toMatch(/schema of 1\.\d+\.0\b[^]*commit [0-9a-f]{40}/);
  });

  test('describes and types each variable, checks each text that must have a form, and hides each secret', () => {
    const variables = Object.entries(configuration.variables).map(([label, [body]]) => ({
      ...(body as { description?: unknown; type?: unknown; nullable?: unknown; sensitive?: unknown }),
      label,
    }));
    for (const variable of variables) {
      expect(variable.description).toMatch(/^.{20,}\.$/);
      expect(variable.type).toMatch(/^\$\{/);
      expect(variable.nullable).toBe(false);
      expect('validation' in variable).toBe(!['unified', 'name'].includes(variable.label));
    }
    const secrets = variables.filter(({ label }) => /token|password|secret/.test(label));
    expect(secrets.length).toBeGreaterThan(0);
    expect(variables.filter(({ sensitive = false }) => sensitive !== false)).toEqual(secrets);
    expect(secrets.filter((one) => 'default' in one)).toEqual([]);
  });

  test('uses each variable and local, and declares each that it uses', () => {
    const { files, variables, locals } = configuration;
    const text = Object.entries(files)
      .filter(([file]) => file !== 'variables.tf')
      .map(([, one]) => one.replace(/^\s*#.*$/gm, ''))
      .join('\n');
    const used = (kind: string) =>
      [...text.matchAll(new RegExp(`\\b${kind}\\.(\\w+)`, 'g'))].map(([, one]) => one);
    expect([...new Set(used('var'))].sort()).toEqual(Object.keys(variables).sort());
    expect([...new Set(used('local'))].sort()).toEqual(Object.keys(locals).sort());
  });

  test('refers to resources and files that are there', () => {
    const { resources, files } = configuration;
    const text = Object.values(files)
      .join('\n')
      .replace(/^\s*#.*$/gm, '');
    const named = [...text.matchAll(new RegExp(`(?<!")\\b(${name}_\\w+)\\.(\\w+)`, 'g'))];
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(([, type = '', label = '']) => !(label in (resources[type] ?? {})))).toEqual([]);
    expect(listReadFiles(configuration).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('describes each output, and puts no secret out', () => {
    for (const [output] of Object.values(configuration.outputs)) {
      expect(output['description']).toMatch(/^.{20,}\.$/);
      expect(output['value']).toMatch(/\.id\}$/);
      expect(output['value']).not.toMatch(/token|password|local\./);
    }
  });

  test('holds no secret, no credentials of the provider, and no state', () => {
    const text = Object.values(configuration.files)
      .join('\n')
      .replace(/commit [0-9a-f]{40}/g, '');
    expect(text).not.toMatch(/[0-9a-f]{24}/i);
    expect(text).not.toMatch(/^provider "|^\s*backend "/m);
    expect(text).not.toMatch(/\b(client_id|client_secret|api_token|auth_token)\s*=/);
    // Each argument that takes a secret takes it from a variable.
    const given = [...text.matchAll(/^\s*(?:password|http_authorization|Authorization)\s*=\s*(.*)$/gm)];
    expect(given.length).toBeGreaterThan(0);
    expect(given.filter(([, value = '']) => !/\bvar\.(password|log_stream_token)\b/.test(value))).toEqual([]);
  });
});

test('what a run of Terraform leaves is not committed', () => {
  const ignored = read('infra/terraform/.gitignore').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['.terraform/', '*.tfstate', '*.tfplan', '*.tfvars']));
});
