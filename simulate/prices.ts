import type { LookupPackage } from '../src/core/number-lookup';

/**
 * All prices of the simulation, and the only place that has any. They are Twilio's list prices in US dollars, without
 * volume discounts, carrier fees and taxes. Prices change: put yours in before you decide anything by the figures.
 *
 * Twilio's pages could not be opened when this was written. A price with a date is what public texts quote from the page
 * in `source` on that date. One without a source is an assumption, which the table of a run names.
 */
export interface Price {
  usd: number;
  source?: string;
  /** ISO 8601, when the source had it. */
  seen?: string;
}

const page = (usd: number, path: string, seen: string): Price => ({
  usd,
  source: `https://www.twilio.com/en-us/${path}`,
  seen,
});

/**
 * Verify's fee. The page has it per successful verification. Twilio's migration notes say that custom codes are "billed
 * per attempted send" and cost more than Verify's own codes, and name no amount. So the page's amount is assumed for
 * each send.
 */
export const VERIFY_FEE = page(0.05, 'verify/pricing', '2026-10-03');

/** For each request and package. Basic Lookups are free. Outside North America the risk costs this much. */
export const LOOKUP_FEES: Readonly<Record<LookupPackage, Price>> = {
  line_type_intelligence: page(0.008, 'user-authentication-identity/pricing/lookup', '2026-10-03'),
  sms_pumping_risk: page(0.025, 'user-authentication-identity/pricing/lookup', '2026-10-03'),
};

/** For one segment of SMS, by the longest prefix of the number. */
const SMS_FEES: Readonly<Record<string, Price>> = {
  '+1': page(0.0083, 'sms/pricing/us', '2026-09-13'),
  '+33': page(0.0798, 'sms/pricing/fr', '2026-08-28'),
  '+34': page(0.0875, 'sms/pricing/es', '2026-08-28'),
  '+39': page(0.0927, 'sms/pricing/it', '2026-08-28'),
  '+44': page(0.056, 'sms/pricing/gb', '2026-08-28'),
  '+48': page(0.0457, 'sms/pricing/pl', '2026-08-28'),
  '+49': page(0.112, 'sms/pricing/de', '2026-08-28'),
  '+52': page(0.1819, 'sms/pricing/mx', '2026-10-03'),
  '+55': page(0.0599, 'sms/pricing/br', '2026-09-04'),
  '+62': page(0.4414, 'sms/pricing/id', '2026-09-13'),
  '+81': page(0.089, 'sms/pricing/jp', '2026-09-13'),
  '+91': page(0.0832, 'sms/pricing/in', '2026-09-13'),
  '+966': page(0.1949, 'sms/pricing/sa', '2026-09-13'),
  '+992': {
    usd: 0.4505,
    source: 'https://sent.dm/en/resources/sms-pricing/tajikistan-sms-pricing',
    seen: '2025-12-31',
  },
  '+994': page(0.41, 'sms/pricing/az', '2026-09-30'),
  // Jamaica.
  '+1876': { usd: 0.2 },
  '+31': { usd: 0.1 },
  '+7': { usd: 0.3 },
  '+216': { usd: 0.3 },
  '+880': { usd: 0.3 },
  '+92': { usd: 0.3 },
  '+94': { usd: 0.3 },
  '+996': { usd: 0.3 },
  '+998': { usd: 0.3 },
  // Premium-rate and satellite numbers. What Twilio sends there at all is not known.
  '+1900': { usd: 0.3 },
  '+4490': { usd: 0.3 },
  '+881': { usd: 0.5 },
};

/** For a call of up to a minute, likewise. */
const CALL_FEES: Readonly<Record<string, Price>> = {
  '+1': page(0.014, 'voice/pricing/us', '2026-09-13'),
  '+44': page(0.0158, 'voice/pricing/gb', '2026-09-13'),
};
const OTHER_CALL: Price = { usd: 0.05 };

/** One message or call of Verify's, without Verify's own fee. */
export function findFee(to: string, channel: string): Price {
  const fees = channel === 'call' ? CALL_FEES : SMS_FEES;
  for (let length = to.length; length > 1; length -= 1) {
    const fee = fees[to.slice(0, length)];
    if (fee !== undefined) return fee;
  }
  if (channel === 'call') return OTHER_CALL;
  throw new Error(`simulate/prices.ts has no price for SMS to ${to.slice(0, 4)}…`);
}

/** The prefixes whose price for an SMS is assumed. */
export function listAssumedPrefixes(): string[] {
  return Object.keys(SMS_FEES).filter((prefix) => SMS_FEES[prefix]?.source === undefined);
}
