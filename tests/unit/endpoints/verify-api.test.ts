import * as fc from 'fast-check';
import { checkRoute } from '../../../src/endpoints/verify-api/check';
import { parseStart } from '../../../src/endpoints/verify-api/start';
import {
  factorsRoute,
  removeRoute,
  totpCheckRoute,
  verifyRoute,
} from '../../../src/endpoints/verify-api/totp';
import { createDeadline, systemClock } from '../../../src/core/deadline';
import { sendRequest } from '../../../src/apis/http';

/** No endpoint for Verify's own codes throws, whatever comes; and what one accepts can be asked of Twilio. */

jest.mock('../../../src/apis/http', () => ({
  ...jest.requireActual<object>('../../../src/apis/http'),
  sendRequest: jest.fn(() => Promise.resolve({ status: 201, headers: {}, body: '{}' })),
}));

const values = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      '+14155552671',
      '14155552671',
      '+14155552671,22',
      'robin@example.com',
      '@',
      'sms',
      'voice',
      'email',
      'rcs',
    ],
    ...[
      '__proto__',
      'constructor',
      '123456',
      'VE0123456789abcdef0123456789abcdef',
      '../../x',
      'a-long-identity',
    ],
    ...[
      'YF0123456789abcdef0123456789abcdef',
      '203.0.113.7',
      'en-US',
      '',
      ' ',
      '１２３４５６',
      '0'.repeat(5_000),
    ],
    ...[null, undefined, -0, NaN, 123456, true, [], {}, ['+14155552671'], { toString: 1 }],
  ),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
);
const names = ['to', 'sid', 'channel', 'locale', 'ip', 'user', 'code', 'identity', 'name', 'factor'] as const;
const bodies = fc.oneof(
  fc.record(Object.fromEntries(names.map((name) => [name, values])), { requiredKeys: [] }),
  fc.dictionary(fc.string(), values),
);

test('/verify/start takes any body, and what it accepts is a recipient that fits its channel', () => {
  fc.assert(
    fc.property(bodies, (body) => {
      const request = parseStart(body);
      if (!request.ok) {
        expect([request.problem.code, request.problem.errors?.length]).not.toContain(0);
        expect(request.problem.detail).not.toMatch(/4155552671|robin@/);
        return;
      }
      const { to, channel, passcode, tags } = request.value;
      expect(to).toMatch(channel === 'email' ? /^[^\s@]+@[^\s@]+$/ : /^\+[1-9][0-9]{6,14}$/);
      expect(['sms', 'call', 'whatsapp', 'email']).toContain(channel);
      expect([passcode, tags]).toEqual([undefined, { idp: 'verify' }]);
    }),
    { numRuns: 2_000 },
  );
});

const settings = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'an-auth-token',
  serviceSid: `VA${'0'.repeat(32)}`,
  apiBaseUrl: undefined,
};

test.each(
  [checkRoute, factorsRoute, verifyRoute, totpCheckRoute, removeRoute].map((one) => [one.path, one] as const),
)('/%s takes any body, and asks Twilio only for what has a form', async (_, { handle }) => {
  const call = { deadline: createDeadline(systemClock, 60_000), addLogFields: () => undefined };
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      jest.mocked(sendRequest).mockClear();
      const reply = await handle(body, settings, call);
      const asked = jest.mocked(sendRequest).mock.calls.map(([{ url }]) => url.pathname);
      for (const path of asked)
        expect(path).toMatch(
          /^\/v2\/Services\/VA0{32}\/(VerificationCheck|Entities\/[A-Za-z0-9-]{8,64}\/(Challenges|Factors(\/YF\w{32})?))$/,
        );
      if (!reply.ok && reply.problem.code === 'invalid_request') expect(asked).toEqual([]);
      if (!reply.ok) expect(reply.problem.detail).not.toMatch(/4155552671|robin@|123456/);
    }),
    { numRuns: 500 },
  );
});
