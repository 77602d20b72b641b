import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fsHelpers } from '@twilio-labs/serverless-api';
import { LocalDevelopmentServer } from '@twilio/runtime-handler/dev';
import { parseEnv } from 'node:util';

const root = join(__dirname, '../..');

export type Environment = Record<string, string>;

/** The sandbox's own variables, which the tests change one at a time. */
export const sandboxEnvironment: Environment = parseEnv(
  readFileSync(join(root, '.env.sandbox'), 'utf8'),
) as Environment;

export interface Bridge {
  url: string;
  /** The log lines of the functions, as printed. */
  lines: string[];
  close(): Promise<void>;
}

/**
 * The built functions under Twilio's own local runtime, in this process, on a free port.
 * @param changes variables to set beside the sandbox's; undefined takes one away
 * @param project whose dist/ is served
 */
export async function startBridge(
  changes: Record<string, string | undefined>,
  project = root,
): Promise<Bridge> {
  const env = { ...sandboxEnvironment, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === undefined) delete env[name];
  const routes = await fsHelpers.getListOfFunctionsAndAssets(project, {
    functionsFolderNames: ['dist/functions'],
    assetsFolderNames: ['dist/assets'],
  });
  const runtime = new LocalDevelopmentServer(0, {
    baseDir: project,
    env,
    url: 'http://localhost:3000',
    routes,
    forkProcess: false,
    live: false,
    logs: false,
    port: 0,
    detailedLogs: false,
    legacyMode: false,
    appName: 'verify-bridge',
  } as never);
  const lines: string[] = [];
  listen(lines);
  const server = await new Promise<Server>((resolve) => {
    const listening: Server = runtime.getApp().listen(0, '127.0.0.1', () => resolve(listening));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    close: () =>
      new Promise((resolve) => {
        listeners.delete(lines);
        if (listeners.size === 0) jest.restoreAllMocks();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The functions run in this process, so that their log lines come out of its console: every bridge sees them all. */
const listeners = new Set<string[]>();

function listen(lines: string[]): void {
  if (listeners.size === 0) {
    for (const level of ['log', 'error', 'warn', 'info'] as const) {
      jest.spyOn(console, level).mockImplementation((...words: unknown[]) => {
        for (const listener of listeners) listener.push(words.map(String).join(' '));
      });
    }
  }
  listeners.add(lines);
}
