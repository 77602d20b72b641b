import { computeAppCode, readAppUri } from '../../src/assets/page/totp-code';
import { computeTotp, readOtpauth } from '../support/totp';

/** What the test page shows in place of an authenticator app. */

/** The seed of https://www.rfc-editor.org/rfc/rfc6238#appendix-B, in Base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1234567890, '89005924'],
  [20000000000, '65353130'],
])('RFC 6238, at %i seconds', async (seconds, code) => {
  expect(await computeAppCode({ secret: SECRET, digits: 8, period: 30 }, seconds * 1000)).toBe(code);
});

test.each(['MZXW6YTBOI', 'MY', 'WA3KWYN26XE2OYKPPKJZ4PBL24VZQV7X', 'MZXW6YQ'])(
  'a secret of any length: %s',
  async (secret) => {
    const uri = `otpauth://totp/Sandbox:Test?secret=${secret}&issuer=Sandbox&algorithm=SHA1&digits=7&period=20`;
    const { digits, period, ...app } = readOtpauth(uri);
    const code = computeTotp(app.secret, 1234567890, { digits: 7, period: 20 });
    expect([digits, period]).toEqual([7, 20]);
    expect(await computeAppCode(readAppUri(uri), 1234567890_000)).toBe(code);
  },
);

test('a URI without settings has the usual ones', () => {
  expect(readAppUri(`otpauth://totp/x?secret=${SECRET}`)).toEqual({ secret: SECRET, digits: 6, period: 30 });
});
