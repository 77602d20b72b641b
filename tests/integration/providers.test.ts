import { secretOf, senders, type Sender } from '../fixtures/providers';
import type { WireBody } from '../fixtures/wire';
import { startBridge, type Bridge } from '../support/bridge';
import { post, type Answer } from '../support/callers';
import { startSandboxed, type TestSandbox } from '../support/sandbox';
import { signAsAuth0Gateway, signAsSupabase, signAsZitadel } from '../support/signatures';

/** Every provider but the first two, over real HTTP: what it sends arrives, and what it may not do is refused by name. */

const CODE = '012345';
let sandbox: TestSandbox;
let bridge: Bridge;
let close: () => Promise<void>;
let count = 0;
const createNumber = () => `+1415555${3000 + count++}`;

beforeAll(async () => {
  ({ bridge, sandbox, close } = await startSandboxed());
});
beforeEach(async () => {
  await sandbox.reset();
  bridge.lines.length = 0;
});
afterAll(() => close());

type Headers = Record<string, string>;
const call = (
  { path }: Pick<Sender, 'path'>,
  { contentType, body }: WireBody,
  headers: Headers,
  url = bridge.url,
) => post(url + path, undefined, body, { 'content-type': contentType, ...headers });

/** The code of the problem, which Okta gets in a format of its own. */
function codeOf({ body }: Answer): unknown {
  const error = body['error'] as {
    errorSummary: string;
    errorCauses: { reason: string; location?: string }[];
  };
  if (error === undefined) return body['code'];
  expect(error.errorSummary).toContain(error.errorCauses[0]?.reason);
  return error.errorCauses[0]?.reason;
}

function fieldsOf({ body }: Answer): unknown[] {
  const error = body['error'] as { errorCauses: { location?: string }[] } | undefined;
  const errors = (body['errors'] ?? []) as { field: string }[];
  return error === undefined
    ? errors.map(({ field }) => field)
    : error.errorCauses.map(({ location }) => location);
}

async function expectNothingSent(): Promise<void> {
  expect(await sandbox.requests()).toEqual([]);
}

describe.each(senders)('$name', (sender) => {
  const { secret, render, fields, authorize, idp, status } = sender;

  test('a code arrives as it was sent, and nothing of it is logged', async () => {
    const to = createNumber();
    const wire = render(to, CODE);
    const answer = await call(sender, wire, authorize(wire.body));
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    expect(await sandbox.messages()).toMatchObject([{ to, channel: 'sms', code: CODE }]);
    const [create] = await sandbox.requests();
    expect(JSON.parse(create?.form['Tags'] ?? '')).toMatchObject({ idp });
    expect(bridge.lines).toHaveLength(1);
    expect(JSON.parse(bridge.lines[0] ?? '')).toMatchObject({ idp, outcome: 'delivered', channel: 'sms' });
    for (const hidden of [CODE, to, secretOf(secret)]) {
      expect(bridge.lines.join()).not.toContain(hidden);
      expect(answer.text).not.toContain(hidden);
    }
  });

  test.each<[string, (wire: WireBody) => Headers]>([
    ['no credentials', () => ({})],
    [
      'another secret',
      ({ body }) => authorize(body, secret === 'SUPABASE_HOOK_SECRET' ? OTHER_KEY : 'x'.repeat(24)),
    ],
    ['an empty Authorization', () => ({ authorization: '' })],
    ['the Bearer of nobody', () => ({ authorization: 'Bearer null' })],
  ])('%s is refused before anything else', async (_, headers) => {
    const wire = render('nobody', 'nothing');
    const answer = await call(sender, wire, headers(wire));
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toMatch(/realm="verify-bridge"/);
    await expectNothingSent();
  });

  test.each<[string, unknown, unknown, 'to' | 'code']>([
    ['an e-mail address for a number', 'robin@example.com', CODE, 'to'],
    ['no number', '', CODE, 'to'],
    ['a masked number', '+1415*****71', CODE, 'to'],
    ['a number that begins with zero', '+0441234567', CODE, 'to'],
    ['an extension', '+14155552671,22', CODE, 'to'],
    ['a code of letters', '+14155552671', 'ABCDEF', 'code'],
    ['a code of 3', '+14155552671', '123', 'code'],
    ['a code of 11', '+14155552671', '12345678901', 'code'],
    ['digits of another script', '+14155552671', '١٢٣٤٥٦', 'code'],
  ])('%s is refused by name', async (_, to, code, wrong) => {
    const wire = render(to, code);
    const answer = await call(sender, wire, authorize(wire.body));
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
    expect(fieldsOf(answer)).toEqual([fields[wrong]]);
    await expectNothingSent();
  });

  const isForm = render('+14155552671', CODE).contentType.includes('form');
  const rows: [string, unknown, unknown, 'to' | 'code'][] = [
    ['a list of numbers', ['+14155552671'], CODE, 'to'],
    ['a number in an object', { number: '+14155552671' }, CODE, 'to'],
    ['a number that is null', null, CODE, 'to'],
    ['a number that is a JSON number', 14155552671, CODE, 'to'],
    ['a code that is a JSON number', '+14155552671', 123456, 'code'],
    ['a list of codes', '+14155552671', [CODE], 'code'],
    ['a code that is null', '+14155552671', null, 'code'],
  ];
  // A form has text alone.
  if (!isForm)
    test.each(rows)('%s is refused by name', async (_, to, code, wrong) => {
      const wire = render(to, code);
      const answer = await call(sender, wire, authorize(wire.body));
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
      expect(fieldsOf(answer)).toEqual([fields[wrong]]);
      await expectNothingSent();
    });

  test.each([
    ['no body', '', 'application/json'],
    ['an empty object', '{}', 'application/json'],
    ['a list', '[]', 'application/json'],
    ['an event of another kind', '{"type":"user.created","data":{"id":"1"}}', 'application/json'],
    ['a key named request', '{"request":{"headers":{"authorization":"Bearer x"}}}', 'application/json'],
  ] as const)('%s is refused', async (name, body, contentType) => {
    // A Function sees an empty object where there is no body, and in the place of a list.
    const signed = body === '' || body === '[]' ? '{}' : body;
    const answer = await call(sender, { body, contentType }, authorize(signed));
    expect([answer.status, codeOf(answer)]).toEqual(
      name === 'a key named request' ? [401, 'unauthenticated'] : [400, 'invalid_request'],
    );
    await expectNothingSent();
  });

  test('a blocked number is blocked in the format of the provider', async () => {
    const wire = render('+15005550004', CODE);
    await sandbox.fault({ status: 403, code: 60410 });
    const answer = await call(sender, wire, authorize(wire.body));
    expect([answer.status, codeOf(answer)]).toEqual([403, 'blocked']);
  });

  test('without its secret it is closed, and says which variable is missing', async () => {
    const closed = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, [secret]: undefined });
    const wire = render('+14155552671', CODE);
    const answers = [
      await call(sender, wire, authorize(wire.body), closed.url),
      await call(sender, wire, {}, closed.url),
    ];
    await closed.close();
    for (const answer of answers) {
      expect([answer.status, codeOf(answer)]).toEqual([500, 'not_configured']);
      expect(answer.text).toContain(secret);
    }
    await expectNothingSent();
  });
});

const OTHER_KEY = `v1,whsec_${Buffer.from('another key of 24 bytes or more').toString('base64')}`;

describe('signatures', () => {
  const [zitadel, supabase, gateway] = ['zitadel', 'supabase', 'auth0'].map(
    (idp) => senders.find((one) => one.idp === idp) as Sender,
  ) as [Sender, Sender, Sender];
  const minutes = 60_000;

  test.each<[string, Sender, (body: string) => Headers]>([
    [
      'ZITADEL, six minutes old',
      zitadel,
      (body) => signAsZitadel(secretOf(zitadel.secret), body, { at: Date.now() - 6 * minutes }),
    ],
    [
      'ZITADEL, of the future',
      zitadel,
      (body) => signAsZitadel(secretOf(zitadel.secret), body, { at: Date.now() + 6 * minutes }),
    ],
    [
      'ZITADEL, of another body',
      zitadel,
      (body) => signAsZitadel(secretOf(zitadel.secret), body.replace('012345', '012346')),
    ],
    [
      'ZITADEL, without a time',
      zitadel,
      (body) => ({
        'zitadel-signature': String(
          signAsZitadel(secretOf(zitadel.secret), body)['zitadel-signature'],
        ).replace(/t=\d+,/, ''),
      }),
    ],
    [
      'ZITADEL, another time than was signed',
      zitadel,
      (body) => {
        const { 'zitadel-signature': good = '' } = signAsZitadel(secretOf(zitadel.secret), body);
        return { 'zitadel-signature': good.replace(/t=(\d+)/, (_, seconds) => `t=${Number(seconds) - 1}`) };
      },
    ],
    [
      'ZITADEL, of another version',
      zitadel,
      (body) => ({
        'zitadel-signature': String(
          signAsZitadel(secretOf(zitadel.secret), body)['zitadel-signature'],
        ).replace('v1=', 'v0='),
      }),
    ],
    [
      'ZITADEL, cut short',
      zitadel,
      (body) => ({
        'zitadel-signature': String(signAsZitadel(secretOf(zitadel.secret), body)['zitadel-signature']).slice(
          0,
          -2,
        ),
      }),
    ],
    [
      'Supabase, six minutes old',
      supabase,
      (body) => signAsSupabase(secretOf(supabase.secret), body, { at: Date.now() - 6 * minutes }),
    ],
    [
      'Supabase, of the future',
      supabase,
      (body) => signAsSupabase(secretOf(supabase.secret), body, { at: Date.now() + 6 * minutes }),
    ],
    [
      'Supabase, of another body',
      supabase,
      (body) => signAsSupabase(secretOf(supabase.secret), body.replace('012345', '012346')),
    ],
    [
      'Supabase, with another id',
      supabase,
      (body) => ({ ...signAsSupabase(secretOf(supabase.secret), body), 'webhook-id': 'msg_other' }),
    ],
    [
      'Supabase, without an id',
      supabase,
      (body) => {
        const { 'webhook-id': _, ...rest } = signAsSupabase(secretOf(supabase.secret), body);
        return rest;
      },
    ],
    [
      'Supabase, without a version',
      supabase,
      (body) => {
        const all = signAsSupabase(secretOf(supabase.secret), body);
        return { ...all, 'webhook-signature': String(all['webhook-signature']).replace('v1,', '') };
      },
    ],
    [
      'a gateway token that is six minutes old',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), { iat: Math.floor(Date.now() / 1000) - 360 }),
    ],
    [
      'a gateway token that has expired',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), { exp: Math.floor(Date.now() / 1000) - 1 }),
    ],
    [
      'a gateway token without a time',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), { iat: undefined }),
    ],
    [
      'a gateway token for another audience',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), { aud: 'urn:MySmsGateway' }),
    ],
    [
      'a gateway token of the algorithm none',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), {}, { alg: 'none' }),
    ],
    [
      'a gateway token of another algorithm',
      gateway,
      () => signAsAuth0Gateway(secretOf(gateway.secret), {}, { alg: 'HS512' }),
    ],
    [
      'a gateway token whose claims were changed',
      gateway,
      () => {
        const [head, , digest] = String(signAsAuth0Gateway(secretOf(gateway.secret))['authorization']).split(
          '.',
        );
        return {
          authorization: `${head}.${Buffer.from('{"iat":1,"aud":"urn:verify-bridge"}').toString('base64url')}.${digest}`,
        };
      },
    ],
  ])('%s is refused', async (_, sender, sign) => {
    const wire = sender.render(createNumber(), CODE);
    const answer = await call(sender, wire, sign(wire.body));
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    await expectNothingSent();
  });

  test.each<[string, Sender, (body: string) => Headers]>([
    [
      'ZITADEL, both keys of a rotation',
      zitadel,
      (body) => {
        const { 'zitadel-signature': good = '' } = signAsZitadel(secretOf(zitadel.secret), body);
        return { 'zitadel-signature': good.replace('v1=', `v1=${'0'.repeat(64)},v1=`) };
      },
    ],
    [
      'Supabase, both keys of a rotation',
      supabase,
      (body) => {
        const all = signAsSupabase(secretOf(supabase.secret), body);
        return { ...all, 'webhook-signature': `v1,${'A'.repeat(43)}=, ${all['webhook-signature']}` };
      },
    ],
  ])('%s is good', async (_, sender, sign) => {
    const wire = sender.render(createNumber(), CODE);
    expect((await call(sender, wire, sign(wire.body))).status).toBe(sender.status);
  });

  test('Supabase may have metadata of any kind', async () => {
    const body =
      '{"metadata":{"uuid":"8b5a9a2c-6f0e-4a53-9d4c-2b1f0e9d8c7a","time":"2026-01-02T03:04:05Z"},"user":{"id":"1","phone":"14155554321",' +
      '"user_metadata":{"10":1,"9":-0,"a\\u003cb\\u0026c\\u003e":"\\u2028","big":1e+21,"small":1e-7,"ß":null}},"sms":{"otp":"012345"}}';
    const wire = { contentType: 'application/json', body } as const;
    expect((await call(supabase, wire, supabase.authorize(body))).status).toBe(200);
  });
});

describe('a request that comes again', () => {
  const repeating = senders.filter(({ idp }) => ['okta', 'zitadel', 'supabase'].includes(idp));

  test.each(repeating)('$name: the same answer, and no second message', async (sender) => {
    const wire = sender.render(createNumber(), CODE);
    const answers: Answer[] = [];
    for (let n = 0; n < 3; n++) answers.push(await call(sender, wire, sender.authorize(wire.body)));
    expect(answers.map(({ status, text }) => [status, text])).toEqual(
      answers.map(() => [sender.status, answers[0]?.text]),
    );
    expect(await sandbox.creates()).toBe(1);
    expect(bridge.lines.filter((line) => line.includes('"repeated":true'))).toHaveLength(2);
  });

  test.each(repeating)('$name: at the same time', async (sender) => {
    const wire = sender.render(createNumber(), CODE);
    const again = () => call(sender, wire, sender.authorize(wire.body));
    const answers = await Promise.all([again(), again(), again()]);
    expect(answers.map(({ status }) => status)).toEqual([sender.status, sender.status, sender.status]);
    expect(await sandbox.creates()).toBe(1);
  });

  test.each(repeating)('$name: after an answer that was lost, it is not sent again', async (sender) => {
    const wire = sender.render(createNumber(), CODE);
    await sandbox.fault({ reset: true, times: 1 });
    const first = await call(sender, wire, sender.authorize(wire.body));
    const second = await call(sender, wire, sender.authorize(wire.body));
    expect([first.status, second.status]).toEqual([504, 504]);
    expect(await sandbox.creates()).toBe(1);
  });

  test.each(repeating)('$name: after a refusal that sent nothing, it is sent', async (sender) => {
    const wire = sender.render(createNumber(), CODE);
    await sandbox.fault({ status: 429, code: 20429, times: 2 });
    const first = await call(sender, wire, sender.authorize(wire.body));
    const second = await call(sender, wire, sender.authorize(wire.body));
    expect([first.status, second.status]).toEqual([429, sender.status]);
    expect(await sandbox.messages()).toHaveLength(1);
  });

  test('another code under the same id is another request', async () => {
    const [okta] = repeating as [Sender];
    const to = createNumber();
    for (const code of ['111111', '222222']) {
      const wire = okta.render(to, code);
      expect((await call(okta, wire, okta.authorize(wire.body))).status).toBe(200);
    }
    expect((await sandbox.messages()).map(({ code }) => code)).toEqual(['111111', '222222']);
  });
});

describe('ZITADEL', () => {
  const zitadel = senders.find(({ idp }) => idp === 'zitadel') as Sender;
  const send = (to: string, args: object) => {
    const body = JSON.stringify({ contextInfo: { recipientPhoneNumber: to }, templateData: {}, args });
    return call(zitadel, { contentType: 'application/json', body }, zitadel.authorize(body));
  };

  test.each<[string, object]>([
    [
      'the verification of a number, with all keys',
      { code: CODE, codeID: '', expiry: 0, oTP: '', userID: '1' },
    ],
    ['a second factor of newer versions', { code: CODE, expiry: 300000000000, oTP: CODE, sessionID: '1' }],
    ['a second factor in legacy mode', { expiry: 300000000000, oTP: CODE }],
  ])('%s', async (_, args) => {
    const to = createNumber();
    expect((await send(to, args)).status).toBe(201);
    expect(await sandbox.messages()).toMatchObject([{ to, code: CODE }]);
  });

  test('two codes that differ are refused', async () => {
    const answer = await send(createNumber(), { code: CODE, oTP: '543210' });
    expect([answer.status, fieldsOf(answer)]).toEqual([400, ['args.oTP']]);
    await expectNothingSent();
  });
});

describe('what is no passcode', () => {
  test.each<[string, Sender | undefined, Record<string, unknown>]>([
    [
      'an invitation of Logto',
      senders.find(({ idp }) => idp === 'logto'),
      { to: '14155552671', type: 'OrganizationInvitation', payload: { link: 'https://example.com' } },
    ],
    [
      'a message of ZITADEL without a code',
      senders.find(({ idp }) => idp === 'zitadel'),
      { contextInfo: { recipientPhoneNumber: '+14155552671' }, args: {} },
    ],
  ])('%s', async (_, sender, message) => {
    if (sender === undefined) throw new Error('There is no such sender');
    const body = JSON.stringify(message);
    const answer = await call(sender, { contentType: 'application/json', body }, sender.authorize(body));
    expect([answer.status, answer.body['code']]).toEqual([422, 'not_an_otp']);
    await expectNothingSent();
  });
});
