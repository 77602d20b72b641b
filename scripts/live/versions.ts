import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `verify-bridge 0.1.0`, the packages that Twilio installs, and the Node of this machine. */
export function readVersions(): string[] {
  const path = join(__dirname, '../../package.json');
  const { name, version, dependencies } = JSON.parse(readFileSync(path, 'utf8')) as {
    name: string;
    version: string;
    dependencies: Record<string, string>;
  };
  const packages = Object.entries(dependencies).map(([one, its]) => `${one} ${its}`);
  return [`${name} ${version}`, ...packages, `Node ${process.versions.node} on the machine that asked`];
}
