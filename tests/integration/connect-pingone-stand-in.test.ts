import { ownSender, ownWebhook, PingonePlatform, SENDERS } from '../support/pingone-platform';

/** The stand-in of the Platform API is as strict as Ping's documents, so that the command cannot get past it and fail at PingOne. */

let platform: PingonePlatform;

beforeAll(async () => {
  platform = await PingonePlatform.start();
});

afterAll(() => platform.close());

describe('the stand-in refuses what the documents do not have', () => {
  const sender = ownSender('Mine');
  const [request] = sender.requests;
  test.each<[what: string, path: string, body: unknown, target: string]>([
    ['an unknown property', SENDERS, { ...sender, messageType: 'x' }, 'messageType'],
    ['no name', SENDERS, { ...sender, name: undefined }, 'name'],
    ['another kind', SENDERS, { ...sender, provider: 'TWILIO' }, 'provider'],
    [
      'no password',
      SENDERS,
      { ...sender, authentication: { method: 'BASIC', username: 'x' } },
      'authentication.password',
    ],
    [
      'the message before the number',
      SENDERS,
      { ...sender, requests: [{ ...request, body: 'm=${message}&to=${to}' }] },
      'requests[0].body',
    ],
    ['a number without a type', SENDERS, { ...sender, numbers: [{ number: '+1' }] }, 'numbers[0].type'],
    [
      'no event type',
      'subscriptions',
      { ...ownWebhook('x'), filterOptions: { includedActionTypes: [] } },
      'filterOptions.includedActionTypes',
    ],
    ['http', 'subscriptions', ownWebhook('x', 'http://example.com'), 'httpEndpoint.url'],
    ['words for true', 'subscriptions', { ...ownWebhook('x'), enabled: 'true' }, 'enabled'],
    [
      'too many events',
      'subscriptions',
      {
        ...ownWebhook('x'),
        payloadOptions: { maximumPayloadLimit: { type: 'EVENTS_PER_PAYLOAD', size: 501 } },
      },
      'payloadOptions.maximumPayloadLimit.size',
    ],
  ])('%s', async (_what, path, body, target) => {
    const { status, body: answer } = await platform.ask('POST', path, body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 'INVALID_DATA', details: [{ target }] });
  });

  test('a name that is taken, and an update without the id, which looks like one', async () => {
    const { id } = await platform.add(SENDERS, sender);
    const taken = { code: 'INVALID_DATA', details: [{ code: 'UNIQUENESS_VIOLATION', target: 'name' }] };
    expect(await platform.ask('POST', SENDERS, sender)).toMatchObject({ status: 400, body: taken });
    expect(await platform.ask('PUT', `${SENDERS}/${id}`, sender)).toMatchObject({ status: 400, body: taken });
    expect(await platform.ask('PUT', `${SENDERS}/${id}`, { ...sender, id })).toMatchObject({ status: 200 });
  });

  test('a secret is not returned, an unknown sender is in no order, and one that is in use is not deleted', async () => {
    const { id, authentication } = await platform.add(SENDERS, ownSender('Another'));
    expect(authentication).toEqual({ method: 'BASIC', username: 'AC1' });
    const order = (chain: string[]) =>
      platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: chain });
    expect((await order(['unknown'])).status).toBe(400);
    expect((await order([id, 'PINGONE_TWILIO'])).status).toBe(200);
    expect((await platform.ask('DELETE', `${SENDERS}/${id}`)).status).toBe(400);
    expect((await order([])).status).toBe(200);
    expect((await platform.ask('DELETE', `${SENDERS}/${id}`)).status).toBe(204);
  });
});
