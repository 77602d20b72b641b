import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fsHelpers } from '@twilio-labs/serverless-api';
import { transformSync } from 'esbuild';
import { listDeployedDependencies } from '../../scripts/build';

export interface Call {
  /** The function's environment variables, as properties of its context. */
  env: Record<string, string>;
  event: Record<string, unknown>;
}

export interface Answer {
  statusCode: number;
  headers: Record<string, string | string[]>;
  body: string;
  /** Whether any module of the SDK has run by the end of the call: of the package, or one that is bundled. */
  isTwilioLoaded: boolean;
}

/** What the process of one function is told. */
export interface Order {
  file: string;
  assets: Record<string, string>;
  calls: Call[];
}

export interface DeployedLayout {
  /** `/pingone/sms`, one for each function. */
  paths: string[];
  /**
   * Loads a function in a process of its own and calls it, one call after the other: a warm instance.
   * @throws what it threw while it was loaded or called, or that it did not answer
   */
  call(path: string, ...calls: Call[]): Promise<Answer[]>;
  remove(): void;
}

const root = join(__dirname, '../..');

/**
 * Lays functions out as Twilio does, all in one folder under names of its own, so that no relative path leads anywhere:
 * `handlers/ZN<32 hex>.js`, private assets as `files/ZN<32 hex>`, and of all packages only package.json's
 * `dependencies` beside them (https://github.com/twilio-labs/serverless-toolkit/issues/140).
 * @param functions a folder of JavaScript files, such as dist/functions
 * @param options a folder of assets beside it, and the Node that runs the functions
 */
export async function layOut(
  functions: string,
  { assets = 'assets', node = process.execPath } = {},
): Promise<DeployedLayout> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-deployed-'));
  const resources = await fsHelpers.getListOfFunctionsAndAssets(dirname(functions), {
    functionsFolderNames: [basename(functions)],
    assetsFolderNames: [assets],
  });
  const place = (directory: string, extension: string, content: string | Buffer) => {
    const file = join(folder, directory, `ZN${randomBytes(16).toString('hex')}${extension}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const handlers = Object.fromEntries(
    resources.functions.map(({ path, content }) => [
      path,
      place('handlers', '.js', observeSdk(String(content))),
    ]),
  );
  const files = Object.fromEntries(
    resources.assets
      .filter(({ access }) => access === 'private')
      .map(({ path, content }) => [path, place('files', '', content)]),
  );
  for (const name of listDeployedDependencies()) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'dir');
  }
  const source = readFileSync(join(__dirname, 'deployed-layout-runtime.ts'), 'utf8');
  const runtime = join(folder, 'runtime.js');
  writeFileSync(runtime, transformSync(source, { loader: 'ts', format: 'cjs' }).code);
  return {
    paths: Object.keys(handlers).sort(),
    call: (path, ...calls) => run(node, runtime, { file: handlers[path] ?? path, assets: files, calls }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A bundle whose copies of the SDK's modules say that they run. The wrapper around each is esbuild's. */
function observeSdk(bundle: string): string {
  return bundle.replace(
    /^ {2}"node_modules\/twilio\/[^"]+"\([^)]*\) \{$/gm,
    (wrapper) => `${wrapper}\n    globalThis.isSdkLoaded = true;`,
  );
}

function run(node: string, runtime: string, order: Order): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    // Without NODE_PATH and a home, from which Node would also take packages; and without Jest's own options.
    const child = fork(runtime, {
      execPath: node,
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.once('message', ({ answers, error }: { answers?: Answer[]; error?: string }) => {
      if (answers === undefined) reject(new Error(error));
      else resolve(answers);
    });
    child.once('close', () => reject(new Error(`The function ended its process:\n${stderr}`)));
    child.send(order);
  });
}
