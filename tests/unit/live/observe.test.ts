import { maskText } from '../../../src/live/mask';
import * as fc from 'fast-check';

/** The observing Action: what leaves Auth0 is the form of a message, and no user, client or secret. */

type Handler = (event: Record<string, unknown>, api?: unknown) => Promise<void>;
const { onExecuteCustomPhoneProvider: asProvider, onExecuteSendPhoneMessage: asMessage } = jest.requireActual<
  Record<string, Handler>
>('../../../actions/observe.js') as {
  onExecuteCustomPhoneProvider: Handler;
  onExecuteSendPhoneMessage: Handler;
};

const secrets = {
  ECHO_URL: ' https://bridge-1234.twil.io/live/echo?echo_status=503 ',
  ECHO_TOKEN: 'echo-token-of-a-test',
};
const event = {
  user: { name: 'Robin Doe', email: 'robin@example.com' },
  notification: {
    recipient: '+1-808-555-5555',
    code: '123456',
    as_text: 'Jörg: 123456',
    locale: 'en-US',
    message_type: 'otp_verify',
    tries: 12,
    list: ['Robin'],
  },
  secrets,
};

let calls: { url: string; init: RequestInit }[];
let answer: () => Promise<Response>;
beforeEach(() => {
  calls = [];
  answer = () => Promise.resolve(new Response('{}', { status: 200 }));
  jest.spyOn(globalThis, 'fetch').mockImplementation((url, init = {}) => {
    calls.push({ url: (url as URL).href, init });
    return answer();
  });
});
afterEach(() => jest.restoreAllMocks());

function createApi() {
  const said: string[] = [];
  const say = (how: string) => (reason: string) => void said.push(`${how}: ${reason}`);
  return { said, notification: { drop: say('drop'), retry: say('retry') } };
}

test('it tells the form of the notification, and names the other parts', async () => {
  const api = createApi();
  await asProvider(event, api);
  const [{ url, init } = { url: '', init: {} }] = calls;
  expect(url).toBe('https://bridge-1234.twil.io/live/echo?echo_status=503');
  expect(init.headers).toMatchObject({ authorization: 'Bearer echo-token-of-a-test' });
  expect(JSON.parse(init.body as string)).toEqual({
    event: {
      user: {},
      notification: {
        recipient: '+0-000-000-0000',
        code: '000000',
        as_text: 'Aaaa: 000000',
        locale: 'en-US',
        message_type: 'otp_verify',
        tries: 0,
        list: ['Aaaaa'],
      },
    },
  });
  expect(api.said).toEqual(['drop: Observed, and not sent (200).']);
});

test.each([
  [503, 'retry: The echo route answered 503.'],
  [429, 'retry: The echo route answered 429.'],
  [401, 'drop: Observed, and not sent (401).'],
])('a %d leads to %s', async (status, said) => {
  answer = () => Promise.resolve(new Response('', { status }));
  const api = createApi();
  await asProvider(event, api);
  expect(api.said).toEqual([said]);
});

test('the other trigger has no api: its error says that nothing was sent', async () => {
  await expect(asMessage({ message_options: { recipient: '+1', code: '1234' }, secrets })).rejects.toThrow(
    'Observed, and not sent (200).',
  );
  expect(calls[0]?.init.body).toBe('{"event":{"message_options":{"recipient":"+0","code":"0000"}}}');
});

test.each<[what: string, secrets: Record<string, string>]>([
  ['no address', {}],
  ['an address that is none', { ECHO_URL: 'bridge' }],
])('with %s nothing is called', async (_, wrong) => {
  const api = createApi();
  await asProvider({ ...event, secrets: wrong }, api);
  expect([calls, api.said]).toEqual([[], ['drop: Observed, and not sent (0).']]);
});

test('it masks as the echo route does, so that the route changes nothing more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 40 }), async (text) => {
      calls = [];
      await asProvider({ notification: { as_text: text }, secrets }, createApi());
      const body = JSON.parse(calls[0]?.init.body as string) as {
        event: { notification: { as_text: string } };
      };
      const { as_text: masked } = body.event.notification;
      expect(masked).not.toMatch(/[1-9b-zB-Z]|[^\p{ASCII}]/u);
      expect(maskText(masked).replaceAll('?', '')).toBe(masked.replace(/[^ -~\t\n\r]|\?/g, ''));
    }),
  );
});
