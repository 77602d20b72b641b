import { pick, type Random } from '../chaos/random';
import { drawNumber, type Numbers } from './numbers';
import type { LookupRange, PasscodeRequest } from './passcode-request';

/** The people whom the owner wants: in twelve countries, with all kinds of lines, and a few from elsewhere. */

/** By country, with the share of the users; the last ones are the rest. */
const MOBILES: readonly [share: number, ...Numbers[]][] = [
  [0.34, ...mobiles(11, '+12123', '+13054', '+14156', '+16174', '+17135')],
  [0.06, ...mobiles(11, '+14163', '+15145', '+16047')],
  [0.12, ...mobiles(12, '+44741', '+44752', '+44778')],
  [0.1, ...mobiles(13, '+491511', '+491762')],
  [0.07, ...mobiles(11, '+3361', '+3367')],
  [0.05, ...mobiles(11, '+3461', '+3465')],
  [0.05, ...mobiles(12, '+39333', '+39347')],
  [0.04, ...mobiles(11, '+3161', '+3164')],
  [0.03, ...mobiles(11, '+4850', '+4879')],
  [0.04, ...mobiles(12, '+5255', '+5281')],
  [0.04, ...mobiles(13, '+55119', '+55219')],
  [0.06, ...mobiles(12, '+9198', '+9188')],
];

/** What an owner would write into ALLOWED_PREFIXES. */
export const OWN_PREFIXES = '+1,+31,+33,+34,+39,+44,+48,+49,+52,+55,+91';

const LANDLINES = [...mobiles(11, '+12126'), ...mobiles(12, '+442079', '+49302')];
const VOIP = [...mobiles(11, '+16462'), ...mobiles(13, '+49322')];
/** People with a number of a country that is not the owner's: visitors, expatriates. */
const ELSEWHERE = [...mobiles(12, '+8190', '+9665', '+99450', '+62813'), ...mobiles(11, '+7701')];

const SHARES = { landline: 0.03, voip: 0.02, elsewhere: 0.01 };
/** Of the passcodes that arrive. */
const APPROVED = 0.92;
/** First messages that do not arrive, and are asked for again a minute and a half later. */
const RESENT = 0.06;
const RESENT_AFTER_S = 90;

/**
 * What Lookup says of these numbers. The scores are invented: whoever rents VoIP numbers shares their range with bots, and
 * one range of India with many users is thought to be risky.
 */
export const USER_RANGES: readonly LookupRange[] = [
  { prefix: '+12126', type: 'landline' },
  { prefix: '+442079', type: 'landline' },
  { prefix: '+49302', type: 'landline' },
  { prefix: '+16462', type: 'nonFixedVoip', risk: 65 },
  { prefix: '+49322', type: 'fixedVoip', risk: 20 },
  { prefix: '+91987', risk: 70 },
];

type Request = Omit<PasscodeRequest, 'code'>;

/** The requests of so many logins, at random within a time in seconds, each from an address of its own. */
export function createLogins(random: Random, count: number, from: number, to: number): Request[] {
  return Array.from({ length: count }, () => {
    const at = from + random() * (to - from);
    return createLogin(random, at, drawHomeAddress(random));
  }).flat();
}

/** One login: a request, and a second one if the first message does not arrive. */
export function createLogin(random: Random, at: number, ip: string, number?: string): Request[] {
  const { to, channel } = number === undefined ? drawLine(random) : { to: number, channel: 'sms' as const };
  const request = { at, to, channel, ip, isBot: false, approves: random() < APPROVED };
  if (random() >= RESENT) return [request];
  return [
    { ...request, approves: false },
    { ...request, at: at + RESENT_AFTER_S },
  ];
}

function drawLine(random: Random): Pick<Request, 'to' | 'channel'> {
  const kind = random();
  const { landline, voip, elsewhere } = SHARES;
  if (kind < landline) return { to: drawNumber(random, pick(random, LANDLINES)), channel: 'call' };
  const ranges = kind < landline + voip ? VOIP : kind < landline + voip + elsewhere ? ELSEWHERE : undefined;
  return { to: drawNumber(random, pick(random, ranges ?? drawMobiles(random))), channel: 'sms' };
}

function drawMobiles(random: Random): Numbers[] {
  let rest = random();
  for (const [share, ...ranges] of MOBILES) {
    rest -= share;
    if (rest < 0) return ranges;
  }
  return MOBILES.flatMap(([, ...ranges]) => ranges);
}

/** Of the four million of 100.64.0.0/10, which belong to nobody on the Internet: https://www.rfc-editor.org/rfc/rfc6598 */
function drawHomeAddress(random: Random): string {
  const number = Math.floor(random() * 2 ** 22);
  return `100.${64 + (number >> 16)}.${(number >> 8) & 255}.${number & 255}`;
}

function mobiles(digits: number, ...prefixes: string[]): Numbers[] {
  return prefixes.map((prefix) => ({ prefix, digits }));
}
