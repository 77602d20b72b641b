import type { Questions } from '../../scripts/connect/command';
import { SECRET, startAcmeCommand, type AcmeCommand } from '../support/connect-acme';

/** What `npm run connect:…` asks on a terminal. */

let command: AcmeCommand;
beforeAll(async () => void (command = await startAcmeCommand()));
beforeEach(() => command.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(() => command.close());

test('a person is asked for what is missing, and before anything is changed', async () => {
  command.write('.env.connect', {});
  command.tenant.parts = command.listParts();
  const asked: string[] = [];
  const questions = (isYes: boolean): Questions => ({
    ask: ({ name }) => (asked.push(name), Promise.resolve(` ${SECRET} `)),
    confirm: (isAnswered) => (asked.push(`confirm ${isAnswered}`), Promise.resolve(isYes)),
  });
  expect(await command.run([], questions(false))).toEqual({
    code: 1,
    message: 'Nothing was changed.',
    done: [],
  });
  expect(asked).toEqual(['ACME_ADMIN_SECRET', 'confirm true']);
  expect(await command.run([], questions(true))).toMatchObject({
    code: 0,
    done: ['create it', 'switch it on'],
  });

  // Enter alone takes nothing away.
  command.write('.env.connect', { ACME_ADMIN_SECRET: SECRET });
  command.tenant.removal = ['delete it'];
  asked.length = 0;
  await command.run(['--remove'], questions(false));
  await command.run(['--replace'], questions(false));
  expect(asked).toEqual(['confirm false', 'confirm false']);
});

test('nobody is asked for a secret before the rest is there, and an answer is checked at once', async () => {
  command.write('.env.connect', {});
  const found: (string | undefined)[] = [];
  const questions: Questions = {
    ask: (_credential, findProblem) => {
      found.push(findProblem('other'), findProblem(SECRET));
      return Promise.resolve(SECRET);
    },
    confirm: () => Promise.resolve(true),
  };
  expect(await command.run([], questions)).toMatchObject({ code: 0 });
  expect(found).toEqual(['must begin with acme-', undefined]);
  command.write('.env', {});
  expect(await command.run([], questions)).toMatchObject({ code: 1 });
  expect(found).toHaveLength(2);
});
