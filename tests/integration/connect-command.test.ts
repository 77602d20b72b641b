import { Failure } from '../../scripts/setup/failure';
import { TOKEN, startAcmeCommand, type AcmeCommand } from '../support/connect-acme';

/** What `npm run connect:…` does to a tenant, whatever the provider is. */

let command: AcmeCommand;
beforeAll(async () => void (command = await startAcmeCommand()));
beforeEach(() => command.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(() => command.close());

test('the plan is shown, and then carried out in its order', async () => {
  command.tenant.parts = command.listParts();
  expect(await command.run(['--yes'])).toEqual({ code: 0, message: '', done: ['create it', 'switch it on'] });
  expect(command.printed.replaceAll(command.folder, '')).toBe(
    [
      'Acme tenant 7.',
      'To do:',
      '  sender  create it',
      '  sender  switch it on',
      'Done.',
      `Next: npm run doctor -- --env /.env ${command.bridge} --credentials /.env.connect`,
      '',
    ].join('\n'),
  );
  const unknown = ['GET /health undefined', 'POST /acme/sms undefined'];
  expect(command.calls).toEqual([...unknown, `POST /acme/sms Bearer ${TOKEN}`]);
});

test('nothing to change, nothing to remove', async () => {
  expect(await command.run(['--yes'])).toMatchObject({ code: 0, done: [] });
  expect(command.printed).toBe('Acme tenant 7.\nNothing to change.\n');
  command.printed = '';
  expect(await command.run(['--yes', '--remove'])).toMatchObject({ code: 0, done: [] });
  expect(command.printed).toBe('Acme tenant 7.\nNothing to remove.\n');
});

test('--dry-run stops after the plan, and asks nobody', async () => {
  command.tenant.parts = command.listParts();
  expect(await command.run(['--dry-run'])).toMatchObject({ code: 0, done: [] });
  expect(command.printed).toContain('  sender  switch it on\nNothing was changed (--dry-run).\n');
});

test("what somebody else made stays, unless --replace is passed; the deployment's removal asks it nothing", async () => {
  const conflict = 'The sender "Own" is not ours.';
  command.tenant.parts = [
    { name: 'sender', found: 'There is another.', steps: [command.plan('replace it')], conflict },
  ];
  expect(await command.run(['--yes'])).toEqual({
    code: 1,
    message: expect.stringContaining(`  sender: ${conflict}\n`) as string,
    done: [],
  });
  expect(await command.run(['--yes', '--replace'])).toMatchObject({ code: 0, done: ['replace it'] });

  command.answer = { status: 404, body: {} };
  command.tenant.removal = ['delete it'];
  expect(await command.run(['--yes', '--remove'])).toMatchObject({
    code: 0,
    done: ['replace it', 'delete it'],
  });
  expect(command.printed).toMatch(/ {2}remove {2}delete it\nDone\.\n$/);
});

test('a step that fails is named, and those after it are not begun', async () => {
  const failing = { text: 'create it', apply: () => Promise.reject(new Failure('Acme has a fault.')) };
  command.tenant.parts = [
    { name: 'sender', found: 'There is none.', steps: [failing, command.plan('switch it on')] },
  ];
  expect(await command.run(['--yes'])).toEqual({
    code: 1,
    message: 'Could not create it.\nAcme has a fault.',
    done: [],
  });
});

test('--help names the credentials, and asks nobody', async () => {
  expect(await command.run(['--help'])).toMatchObject({ code: 0 });
  expect(command.printed).toMatch(/^npm run connect:acme: .*ACME_ADMIN_SECRET/s);
});

test('what others made and what works stays, and the rest is made', async () => {
  const conflict = 'The sender "Own" was made by hand.';
  const own = {
    name: 'sender',
    found: '"Own" sends.',
    steps: [command.plan('replace it')],
    conflict,
    works: true,
  };
  command.tenant.parts = [own, ...command.listParts().slice(0, 1)];
  expect(await command.run(['--yes'])).toMatchObject({ code: 0, done: ['create it', 'switch it on'] });
  expect(command.printed).toContain('Left as it is: sender: "Own" sends.\nTo do:\n');
  command.reset();
  command.tenant.parts = [own];
  expect(await command.run(['--yes', '--replace'])).toMatchObject({ code: 0, done: ['replace it'] });
});
