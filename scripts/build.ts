import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';
import { build as bundle, type OutputFile, type Plugin } from 'esbuild';
import { listAssets } from './assets';
import { writeRegistry } from './registry';

const root = join(__dirname, '..');
const sources = join(root, 'src/functions');
const assets = join(root, 'src/assets');
const dist = join(root, 'dist');

/** `pingone/sms`, one for each function, by which it is also reached. */
export function listFunctions(): string[] {
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.ts'))
    .map((file) => relative(sources, join(file.parentPath, file.name)).replace(/\.ts$/, ''))
    .sort();
}

/** Fills dist/ anew. What was there stays, if something is wrong with the source: `npm run dev` still serves it. */
export async function build(): Promise<string[]> {
  await writeRegistry(join(root, 'src/identity-providers'));
  const names = listFunctions();
  const files = [...(await bundleFunctions(names)), ...(await bundleAssets())];
  rmSync(dist, { recursive: true, force: true });
  for (const { path, contents } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, contents);
  }
  await copyAssets();
  return names;
}

/**
 * Every function one self-contained CommonJS file, because Twilio uploads each alone and renames it, so that no relative
 * require finds anything (https://github.com/twilio-labs/serverless-toolkit/issues/140).
 */
async function bundleFunctions(names: string[]): Promise<OutputFile[]> {
  const { outputFiles } = await bundle({
    write: false,
    // The paths in a bundle's comments are the same wherever the build is started.
    absWorkingDir: root,
    entryPoints: names.map((name) => join(sources, `${name}.ts`)),
    outbase: sources,
    outdir: join(dist, 'functions'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    plugins: [withoutSdkHttpClient],
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outputFiles;
}

/**
 * The SDK's client imports its HTTP client, and with it axios and three more packages; apis/twilio/client.ts always
 * gives it another one.
 */
const withoutSdkHttpClient: Plugin = {
  name: 'without-sdk-http-client',
  setup(build) {
    build.onResolve({ filter: /^\.\/RequestClient$/ }, ({ path }) => ({
      path,
      namespace: 'sdk-http-client',
    }));
    build.onLoad({ filter: /.*/, namespace: 'sdk-http-client' }, () => ({
      contents: "exports.default = class { constructor() { throw new Error('It is not bundled.'); } };",
    }));
  },
};

/** Each script is one file for browsers, and so is each stylesheet; no module and no TypeScript is served. */
async function bundleAssets(): Promise<OutputFile[]> {
  const { outputFiles } = await bundle({
    write: false,
    entryPoints: listAssets(assets).bundled.map((file) => join(assets, file)),
    outbase: assets,
    outdir: join(dist, 'assets'),
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    format: 'esm',
    charset: 'utf8',
    logLevel: 'warning',
  });
  return outputFiles;
}

async function copyAssets(): Promise<void> {
  for (const { from, to } of listAssets(assets).copied) {
    const target = join(dist, 'assets', to);
    await mkdir(dirname(target), { recursive: true });
    if (extname(from) === '.html')
      await writeFile(target, removeIndentation(await readFile(join(assets, from), 'utf8')));
    else await cp(join(assets, from), target);
  }
}

/** A browser takes every run of blanks for one: a quarter of a page is indentation. */
function removeIndentation(html: string): string {
  return html.replace(/\n\s+/g, '\n');
}

/** Twilio installs these, and only these, beside the functions. */
export function listDeployedDependencies(): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.keys(dependencies);
}

if (require.main === module) {
  build().then(
    (names) => console.log(`Built ${names.length} functions into dist/: ${names.join(', ')}`),
    () => process.exit(1),
  );
}
