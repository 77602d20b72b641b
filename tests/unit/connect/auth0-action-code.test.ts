import {
  identifyOwner,
  isMade,
  readMarker,
  readSource,
  renderCode,
  withoutMarker,
} from '../../../scripts/connect/auth0/action-code';

const origin = 'https://acme-1234.twil.io';
const marker = { origin, fingerprint: '0123456789abcdef', isTaken: false, isProviderTaken: false };

describe.each(['custom-phone-provider', 'send-phone-message'] as const)('actions/%s.js', (trigger) => {
  const source = readSource(trigger);
  const code = renderCode(source, marker);

  test('stays as it is below a line that says whose it is', () => {
    expect(code.endsWith(`\n${source}`)).toBe(true);
    expect(withoutMarker(code)).toBe(source);
    expect(readMarker(code)).toEqual(marker);
    // https://auth0.com/docs/customize/actions/limitations
    expect(Buffer.byteLength(code)).toBeLessThan(100_000);
  });

  test('is known, with that line and without it', () => {
    expect(identifyOwner(code, origin)).toBe('ours');
    expect(identifyOwner(code, 'https://staging-9876.twil.io')).toBe('other');
    expect(identifyOwner(source, origin)).toBe('pasted');
  });

  test('says whether the command made it or took it over', () => {
    expect([isMade(code, origin), isMade(code, 'https://staging-9876.twil.io')]).toEqual([true, false]);
    const taken = renderCode(source, { ...marker, isTaken: true });
    expect(readMarker(taken)).toEqual({ ...marker, isTaken: true });
    expect([identifyOwner(taken, origin), isMade(taken, origin)]).toEqual(['ours', false]);
    expect(taken.split('\n')[0]).toContain('Taken over by npm run connect:auth0');
    const beside = renderCode(source, { ...marker, isProviderTaken: true });
    expect(readMarker(beside)).toEqual({ ...marker, isProviderTaken: true });
    expect([isMade(beside, origin), withoutMarker(beside)]).toEqual([true, source]);
  });
});

test.each([
  ['another Action', "exports.onExecuteCustomPhoneProvider = async () => require('twilio');"],
  ['an address that is none', '// verify-bridge for nowhere, secrets 0123456789abcdef. Made.\n'],
  ['a fingerprint that is none', `// verify-bridge for ${origin}, secrets 0123. Made.\n`],
  ['the line further down', `\n// verify-bridge for ${origin}, secrets 0123456789abcdef. Made.\n`],
  ['nothing', ''],
])('%s is somebody else’s', (_, code) => {
  expect([readMarker(code), identifyOwner(code, origin)]).toEqual([undefined, 'foreign']);
});
