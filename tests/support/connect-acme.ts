import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Questions } from '../../scripts/connect/command';
import type { Connection, Connector, Part } from '../../scripts/connect/connector';
import { Failure } from '../../scripts/setup/failure';
import { readRequired, readSecret } from '../../src/config/reader';

/** `npm run connect:acme`: of a provider of no more than two parts. */

export const SECRET = 'acme-secret-of-32-characters-000';
export const TOKEN = 'acme-token-of-the-deployment-000';

interface Answer {
  status: number;
  body: unknown;
}

export interface AcmeCommand {
  /** In which .env and .env.connect are. */
  folder: string;
  /** Of the deployment. */
  bridge: string;
  /** What its endpoint answers, and its health check. */
  answer: Answer;
  health: Answer;
  /** What its endpoint answers to a call without credentials. */
  stranger: Answer;
  /** What the deployment was asked. */
  calls: string[];
  /** What is in the tenant, and what was done to it. */
  tenant: { parts: Part[]; removal: string[]; done: string[]; opened: number };
  printed: string;
  /** All as it should be, and nothing in the tenant. */
  reset(): void;
  write(name: string, variables: Record<string, string>): void;
  /** A step that is done when it is applied. */
  plan(text: string): { text: string; apply: () => void };
  /** One part that is missing, and one that is right. */
  listParts(): Part[];
  /** No secret is ever printed. @param deployment another address */
  run(
    flags: string[],
    questions?: Questions,
    deployment?: string,
  ): Promise<{ code: number; message: string; done: string[] }>;
  close(): Promise<void>;
}

/** The command, a deployment that answers as it is told, and a tenant. */
export async function startAcmeCommand(): Promise<AcmeCommand> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-connect-'));
  const server = createServer((request, response) => {
    command.calls.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { authorization } = request.headers;
    const own = authorization === undefined ? command.stranger : command.answer;
    const { status, body } = request.url === '/health' ? command.health : own;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bridge = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const files = ['--env', join(folder, '.env'), '--credentials', join(folder, '.env.connect')];

  const acme: Connector = {
    name: 'acme',
    title: 'Acme',
    credentials: [{ name: 'ACME_ADMIN_SECRET', question: 'The secret, from acme.test', isSecret: true }],
    readSettings(env, problems) {
      readSecret('ACME_TOKEN')(env, problems);
      readRequired('ACME_ADMIN_SECRET', /^acme-/, 'must begin with acme-')(env, problems);
    },
    listEndpoints: (values) => [
      { path: '/acme/sms', authorization: `Bearer ${values['ACME_TOKEN']}`, variable: 'ACME_TOKEN' },
    ],
    open: (): Promise<Connection> => {
      command.tenant.opened += 1;
      return Promise.resolve({
        description: 'Acme tenant 7.',
        inspect: () => Promise.resolve(command.tenant.parts),
        planRemoval: () => Promise.resolve(command.tenant.removal.map((text) => command.plan(text))),
      });
    },
  };

  const start = () => ({
    answer: { status: 400, body: { code: 'invalid_request' } },
    health: { status: 200, body: { status: 'ok' } },
    stranger: { status: 401, body: { code: 'unauthenticated' } },
    calls: [],
    tenant: { parts: [], removal: [], done: [], opened: 0 },
    printed: '',
  });
  const command: AcmeCommand = {
    folder,
    bridge,
    ...start(),
    reset() {
      Object.assign(command, start());
      jest.spyOn(console, 'log').mockImplementation((text: string) => void (command.printed += `${text}\n`));
      command.write('.env', { ACME_TOKEN: TOKEN });
      command.write('.env.connect', { ACME_ADMIN_SECRET: SECRET });
    },
    write(name, variables) {
      const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
      writeFileSync(join(folder, name), lines.join(''));
    },
    plan: (text) => ({ text, apply: () => void command.tenant.done.push(text) }),
    listParts: () => [
      {
        name: 'sender',
        found: 'There is none.',
        steps: [command.plan('create it'), command.plan('switch it on')],
      },
      { name: 'event stream', found: 'It is active.', steps: [] },
    ],
    async run(flags, questions, deployment = bridge) {
      let code: number;
      let message = '';
      try {
        code = await connect(acme, [deployment, ...files, ...flags], () => Promise.resolve(questions));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        [code, message] = [error.exitCode, error.message];
      }
      for (const secret of [SECRET, TOKEN]) expect(command.printed + message).not.toContain(secret);
      return { code, message, done: command.tenant.done };
    },
    async close() {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  return command;
}
