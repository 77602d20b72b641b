/** Lookup's line types other than mobile: https://www.twilio.com/docs/lookup/v2-api/line-type-intelligence */
const WORDS: Readonly<Record<string, string>> = {
  landline: 'a landline',
  fixedVoip: 'an internet telephone at a fixed address (fixed VoIP)',
  nonFixedVoip: 'an internet number without a place (non-fixed VoIP)',
  personal: 'a personal number, which only forwards',
  tollFree: 'a toll-free number',
  premium: 'a premium-rate number',
  sharedCost: 'a shared-cost number',
  uan: 'a company number (UAN)',
  voicemail: 'a voicemail box',
  pager: 'a pager',
};

/**
 * A sentence that says why the demo does not accept a number; undefined for a mobile number.
 * @param number in its national format
 */
export function explainNotMobile(number: string, lineType: string | undefined): string | undefined {
  if (lineType === 'mobile') return undefined;
  const words = lineType !== undefined && Object.hasOwn(WORDS, lineType) ? WORDS[lineType] : undefined;
  return words === undefined
    ? `Twilio Lookup cannot tell what kind of line ${number} is. The demo goes on with mobile numbers only: try another one.`
    : `${number} is ${words}. The demo goes on with mobile numbers only: try another one.`;
}
