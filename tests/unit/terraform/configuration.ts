import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { root } from '../docs/documents';

type Values = Record<string, unknown>;
/** By type and name; hcl2json has each block in a list. */
type Blocks = Record<string, Record<string, [Values]>>;

/** One folder of infra/terraform. */
export interface Configuration {
  folder: string;
  /** The text of each file, by its name. */
  files: Record<string, string>;
  resources: Blocks;
  variables: Record<string, [Values]>;
  outputs: Record<string, [Values]>;
  locals: Values;
  terraform: Values;
}

export const folders = readdirSync(join(root, 'infra/terraform'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Fails for what is no HCL, and for what is given twice. */
export async function readConfiguration(name: string): Promise<Configuration> {
  const folder = join(root, 'infra/terraform', name);
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.tf'))
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
  const all: Record<string, unknown> = {};
  for (const [file, text] of Object.entries(files)) {
    for (const [key, value] of Object.entries(await parse(file, text))) {
      if (key in all) throw new Error(`${name}/${file}: ${key} is in two files.`);
      all[key] = value;
    }
  }
  const [locals = {}] = (all['locals'] ?? []) as Values[];
  const [terraform = {}] = (all['terraform'] ?? []) as Values[];
  return {
    folder,
    files,
    resources: (all['resource'] ?? {}) as Blocks,
    variables: (all['variable'] ?? {}) as Record<string, [Values]>,
    outputs: (all['output'] ?? {}) as Record<string, [Values]>,
    locals,
    terraform,
  };
}

/**
 * A value with its templates filled in, as Terraform would: variables, locals, `path.module`, `file` and `base64encode`.
 * Any other expression stays as it is written, such as a reference to a resource.
 */
export function resolve(value: unknown, { locals, folder }: Configuration, given: Values): unknown {
  const functions: Record<string, (argument: string) => string> = {
    base64encode: (text) => Buffer.from(text).toString('base64'),
    file: (path) => readFileSync(path, 'utf8'),
  };
  const evaluate = (expression: string): unknown => {
    const [, kind, name = ''] = /^(var|local)\.(\w+)$/.exec(expression) ?? [];
    if (kind === 'var') return given[name];
    if (kind === 'local') return fill(locals[name]);
    if (expression === 'path.module') return folder;
    const [, called = '', argument = ''] = /^(\w+)\((.*)\)$/s.exec(expression) ?? [];
    const call = functions[called];
    if (call !== undefined) return call(String(evaluate(argument)));
    const [, template] = /^"(.*)"$/s.exec(expression) ?? [];
    return template === undefined ? `\${${expression}}` : fill(template);
  };
  const fill = (one: unknown): unknown => {
    if (Array.isArray(one)) return one.map(fill);
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([name, member]) => [name, fill(member)]));
    if (typeof one !== 'string') return one;
    const [first, ...rest] = splitTemplate(one);
    const whole = first?.expression;
    if (whole !== undefined && rest.length === 0) return evaluate(whole);
    return [first, ...rest]
      .map((part) => (part?.expression === undefined ? part?.text : String(evaluate(part.expression))))
      .join('');
  };
  return fill(value);
}

/** `a${b}$${c}` is the text `a`, the expression `b` and the text `${c}`. */
function splitTemplate(template: string): { text?: string; expression?: string }[] {
  const parts: { text?: string; expression?: string }[] = [];
  let rest = template;
  while (rest !== '') {
    const start = rest.search(/(?<!\$)\$\{/);
    if (start !== 0) {
      const text = start < 0 ? rest : rest.slice(0, start);
      parts.push({ text: text.replaceAll('$${', '${') });
      rest = rest.slice(text.length);
      continue;
    }
    const end = findEnd(rest);
    parts.push({ expression: rest.slice(2, end) });
    rest = rest.slice(end + 1);
  }
  return parts;
}

/** Where the brace closes that opens at the second character. */
function findEnd(text: string): number {
  let depth = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}' && --depth === 0) return at;
  }
  throw new Error('A template is not closed.');
}

/** The files that `file(…)` reads, from the top of the checkout. */
export const listReadFiles = ({ files, folder }: Configuration): string[] =>
  [
    ...Object.values(files)
      .join('\n')
      .matchAll(/file\("\$\{path\.module\}\/([^"]+)"\)/g),
  ].map(([, path = '']) => relative(root, join(folder, path)));
