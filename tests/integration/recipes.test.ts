import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretOf } from '../fixtures/providers';
import { post } from '../support/callers';
import { numbers, report, startLoop, type Loop } from '../support/feedback';
import { ensureJsonnet, evaluateJsonnet } from '../support/jsonnet';

/** What a system that shapes its own body is told to post to the generic contract, made from the files of integrations/. */

const integrations = join(__dirname, '../../integrations');
const bearer = `Bearer ${secretOf('OTP_TOKEN')}`;
let loop: Loop;

beforeAll(async () => {
  ensureJsonnet();
  loop = await startLoop();
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

const asJson = { 'content-type': 'application/json' };
const sent = async () => (await loop.requests()).map(({ form }) => form);

describe('Ory', () => {
  const sms = join(integrations, 'ory/sms.jsonnet');
  const outcome = join(integrations, 'ory/outcome.jsonnet');
  /** As courier/http_channel.go of Kratos gives it. */
  const createContext = (to: string, data: object) => ({
    recipient: to,
    subject: '',
    body: 'Your login code is: 012345\n',
    template_type: 'login_code_valid',
    template_data: { to, identity: null, request_url: '', expires_in_minutes: 15, ...data },
    message_type: 'sms',
  });

  test.each(['login_code', 'registration_code', 'verification_code', 'recovery_code'])(
    '%s arrives',
    async (key) => {
      const [to = ''] = numbers(1);
      const { json } = evaluateJsonnet(sms, createContext(to, { [key]: '012345' }));
      const answer = await post(`${loop.bridge.url}/otp/send`, bearer, json, asJson);
      expect(answer.status).toBe(201);
      expect(await sent()).toMatchObject([{ To: to, CustomCode: '012345', Tags: '{"idp":"ory"}' }]);
    },
  );

  test.each<[string, object]>([
    ['a template without a code', createContext('+14155552671', {})],
    [
      'an older version without the data of the template',
      { recipient: '+14155552671', body: 'Your code is 012345' },
    ],
  ])('%s is refused by name', async (_, ctx) => {
    const { json } = evaluateJsonnet(sms, ctx);
    const answer = await post(`${loop.bridge.url}/otp/send`, bearer, json, asJson);
    expect([answer.status, answer.body['errors']]).toEqual([400, [{ field: 'code', problem: 'is missing' }]]);
    expect(await sent()).toEqual([]);
  });

  test('a login by code approves the number of the identity', async () => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    const { json } = evaluateJsonnet(outcome, { flow: {}, identity: { id: '1', traits: { phone: to } } });
    const answer = await post(`${loop.bridge.url}/otp/outcome`, bearer, json, asJson);
    expect(answer.body).toEqual(report(1, { approved: 1 }));
    expect(await loop.approvals()).toEqual([to]);
  });

  test.each([{ identity: { traits: { email: 'robin@example.com' } } }, { identity: {} }])(
    'a user without a number cancels the hook: %j',
    (ctx) => expect(evaluateJsonnet(outcome, ctx).error).toContain('cancel'),
  );

  test('the configuration names the two files, and both paths', () => {
    const yaml = readFileSync(join(integrations, 'ory/kratos.yml'), 'utf8');
    for (const name of ['sms.jsonnet', 'outcome.jsonnet', '/otp/send', '/otp/outcome'])
      expect(yaml).toContain(name);
  });
});

describe('Keycloak', () => {
  const settings = JSON.parse(readFileSync(join(integrations, 'keycloak/settings.json'), 'utf8')) as Record<
    string,
    string
  >;

  /** As ApiSmsService.java of the extension makes it, without a template of its own. */
  const createBody = (to: string, message: string) =>
    `{"${settings['messageattribute']}":"${message}","${settings['receiverattribute']}":"${to}",` +
    `"${settings['senderattribute']}":"${settings['senderId']}"}`;

  const send = (body: string) => {
    const token = settings['apitoken']?.replace('THE-VALUE-OF-OTP-TOKEN', secretOf('OTP_TOKEN'));
    return post(loop.bridge.url + new URL(settings['apiurl'] ?? '').pathname, token, body, asJson);
  };

  test('a message that is the code alone arrives', async () => {
    const [to = ''] = numbers(1);
    expect((await send(createBody(to, '012345'))).status).toBe(201);
    expect(await sent()).toMatchObject([{ To: to, CustomCode: '012345', Tags: '{"idp":"keycloak"}' }]);
  });

  test('the message that the extension has by default is refused by name', async () => {
    const answer = await send(
      createBody('+4917612345678', 'Your SMS code is 012345 and is valid for 5 minutes.'),
    );
    expect([answer.status, answer.body['errors']]).toEqual([
      400,
      [{ field: 'code', problem: 'must be 4 to 10 digits' }],
    ]);
    expect(answer.text).not.toContain('012345');
  });
});
