import type { ConnectionFault } from '../route';
import type { Channel } from './channels';
import type { LineType } from './line-type';

interface Refusal {
  code: number;
  /** On this channel only. */
  channel?: Channel;
  /** Seconds. */
  retryAfter?: number;
  /** The first request is refused, the next one within ten minutes is not, and so on in turn. */
  once?: true;
}

export interface MagicNumber {
  number: string;
  /** What it does, for people. */
  outcome: string;
  /** What a request to send gets. */
  refusals?: readonly Refusal[];
  connectionFault?: ConnectionFault;
  /** What Lookup says of it, where that is not a valid mobile number; or that it knows nothing, or is not there. */
  lookup?: LineType | 'invalid' | 'unavailable' | 'fails';
  /** Its `sms_pumping_risk_score`, where that is not what such a line usually has. */
  risk?: number;
}

/**
 * The numbers that choose an outcome, in the manner of Twilio's test credentials
 * (https://www.twilio.com/docs/iam/test-credentials#magic-input), which Verify itself does not take. All begin with
 * +1500555; the last three digits are those of the error code where there is one. Any other number just works.
 */
export const magicNumbers: readonly MagicNumber[] = [
  refuses('0200', 60200, 'invalid number', { lookup: 'invalid' }),
  refuses('0202', 60202, 'too many wrong codes were checked'),
  refuses('0203', 60203, 'too many codes were sent'),
  refuses('0204', 60204, 'the service does not take custom codes'),
  {
    number: '+15005550205',
    outcome: 'landline: SMS 60205, a call works',
    refusals: [{ code: 60205, channel: 'sms' }],
    lookup: 'landline',
  },
  {
    number: '+15005551205',
    outcome: 'landline that cannot be called either: SMS 60205, call 60200',
    // Verify has no error of its own for a number that cannot be dialled: to it the number is an invalid parameter.
    refusals: [
      { code: 60205, channel: 'sms' },
      { code: 60200, channel: 'call' },
    ],
    lookup: 'landline',
  },
  refuses('0212', 60212, 'another request for the number is under way, always'),
  {
    number: '+15005551212',
    outcome: '60212: another request for the number is under way, once; then it works',
    refusals: [{ code: 60212, once: true }],
  },
  refuses('0217', 60217, 'the service lacks a part that the channel needs'),
  refuses('0220', 60220, 'China needs a vetted use case'),
  {
    number: '+15005550223',
    outcome: '60223: the SMS channel is off, a call works',
    refusals: [{ code: 60223, channel: 'sms' }],
  },
  {
    number: '+15005551223',
    outcome: '60223: the voice channel is off, an SMS works',
    refusals: [{ code: 60223, channel: 'call' }],
  },
  {
    number: '+15005552223',
    outcome: '60223: the WhatsApp channel is off, an SMS and a call work',
    refusals: [{ code: 60223, channel: 'whatsapp' }],
  },
  {
    number: '+15005558008',
    outcome: '68008: WhatsApp is not configured, an SMS and a call work',
    refusals: [{ code: 68008, channel: 'whatsapp' }],
  },
  refuses('0238', 60238, 'blocked by Twilio'),
  refuses('0403', 20403, 'the account is suspended'),
  refuses('0410', 60410, 'blocked by Fraud Guard'),
  {
    number: '+15005550429',
    outcome: '20429: too many requests, always, with Retry-After: 1',
    refusals: [{ code: 20429, retryAfter: 1 }],
  },
  {
    number: '+15005551429',
    outcome: '20429: too many requests, once, with Retry-After: 1; then it works',
    refusals: [{ code: 20429, retryAfter: 1, once: true }],
  },
  refuses('0503', 20503, 'the service is unavailable'),
  refuses('0605', 60605, 'the country is not permitted'),
  // A number that never answers or is reset is not sent anything; half an answer comes after the code was sent.
  { number: '+15005550900', outcome: 'no answer, ever', connectionFault: 'hang' },
  { number: '+15005550901', outcome: 'the connection is reset after the request', connectionFault: 'reset' },
  { number: '+15005550902', outcome: 'half an answer; the code is delivered', connectionFault: 'cut' },
  isOfType('0910', 'nonFixedVoip'),
  isOfType('0911', 'fixedVoip'),
  isOfType('0913', 'tollFree'),
  isOfType('0914', 'premium'),
  isOfType('0915', 'sharedCost'),
  isOfType('0916', 'uan'),
  isOfType('0917', 'voicemail'),
  isOfType('0918', 'pager'),
  isOfType('0919', 'personal'),
  isOfType('0920', 'unknown'),
  { number: '+15005550921', outcome: 'works; Lookup has no data of it', lookup: 'unavailable' },
  { number: '+15005550922', outcome: 'works; Lookup: mobile, with a pumping risk of 90', risk: 90 },
  { number: '+15005550923', outcome: 'works; a Lookup fails: 20503', lookup: 'fails' },
];

const byNumber = new Map(magicNumbers.map((magic) => [magic.number, magic]));

export function findMagicNumber(number: string): MagicNumber | undefined {
  return byNumber.get(number);
}

function refuses(
  digits: string,
  code: number,
  outcome: string,
  more: Partial<MagicNumber> = {},
): MagicNumber {
  return { number: `+1500555${digits}`, outcome: `${code}: ${outcome}`, refusals: [{ code }], ...more };
}

function isOfType(digits: string, type: LineType): MagicNumber {
  return { number: `+1500555${digits}`, outcome: `works; Lookup: ${type}`, lookup: type };
}
