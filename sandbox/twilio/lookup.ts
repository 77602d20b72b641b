import type { Answer, Call } from '../route';
import { createInvalidParameter, createRefusal } from './error';
import { getUsualRisk, isLineType, type Line } from './line-type';
import type { LookupRanges } from './lookup-ranges';
import { findMagicNumber } from './numbers';
import { findCountry, formatInternational, formatNational, findNumberProblem } from './phone-number';

/** Paid data, null unless asked for by name. `validation` is free and has no key of its own. */
const PACKAGES = [
  ...[
    'caller_name',
    'sim_swap',
    'call_forwarding',
    'line_status',
    'line_type_intelligence',
    'identity_match',
  ],
  ...['reassigned_number', 'sms_pumping_risk', 'phone_number_quality_score', 'pre_fill'],
];

/**
 * GET /v2/PhoneNumbers/{PhoneNumber}?Fields=… (https://www.twilio.com/docs/lookup/v2-api). Of the packages only
 * `line_type_intelligence` and `sms_pumping_risk` have data here. An invalid number is a 200 with `valid: false`.
 */
export function lookUp({ params, query }: Call, ranges: LookupRanges): Answer {
  const fields = (query['Fields'] ?? '').split(',').filter((field) => field !== '');
  if (fields.some((field) => field !== 'validation' && !PACKAGES.includes(field)))
    return createInvalidParameter('Fields');
  const number = formatInternational(params['number'] ?? '', query['CountryCode']);
  const magic = findMagicNumber(number)?.lookup;
  if (magic === 'fails') return createRefusal(20503);
  const problem = magic === 'invalid' ? 'INVALID_BUT_POSSIBLE' : findNumberProblem(number);
  const country = problem === undefined ? findCountry(number) : undefined;
  const packages = Object.fromEntries(PACKAGES.map((name): [string, unknown] => [name, null]));
  const line = findLine(number, ranges, problem !== undefined);
  if (fields.includes('line_type_intelligence')) packages['line_type_intelligence'] = renderLineType(line);
  if (fields.includes('sms_pumping_risk')) packages['sms_pumping_risk'] = renderPumpingRisk(line);
  const body = {
    calling_country_code: country?.callingCode ?? null,
    country_code: country?.isoCode ?? null,
    phone_number: number,
    national_format: country === undefined ? null : formatNational(number, country),
    valid: problem === undefined,
    validation_errors: problem === undefined ? [] : [problem],
    ...packages,
    url: `https://lookups.twilio.com/v2/PhoneNumbers/${number}`,
  };
  return { status: 200, body };
}

/** What is said of the very number goes before what is said of its range. */
function findLine(number: string, ranges: LookupRanges, isInvalid: boolean): Line {
  const { lookup, risk } = findMagicNumber(number) ?? {};
  const range = ranges.find(number);
  if (lookup === 'unavailable') return { type: null, risk: null };
  const type = isLineType(lookup) ? lookup : (range?.type ?? 'mobile');
  return { type: isInvalid ? null : type, risk: risk ?? range?.risk ?? getUsualRisk(type) };
}

/** https://www.twilio.com/docs/api/errors/60600: no information on the number. */
const NO_DATA = 60600;

function renderLineType({ type }: Line): Record<string, unknown> {
  const carrier = { mobile_country_code: null, mobile_network_code: null };
  const carrier_name = type === null ? null : 'Sandbox';
  return { ...carrier, carrier_name, type, error_code: type === null ? NO_DATA : null };
}

function renderPumpingRisk({ risk }: Line): Record<string, unknown> {
  const isKnown = risk !== null;
  return {
    carrier_risk_category: isKnown ? rateCarrier(risk) : null,
    number_blocked: isKnown ? false : null,
    number_blocked_date: null,
    number_blocked_last_3_months: isKnown ? false : null,
    sms_pumping_risk_score: risk,
    error_code: isKnown ? null : NO_DATA,
  };
}

/** No page says from which score on a carrier is which. */
function rateCarrier(risk: number): 'low' | 'moderate' | 'high' {
  return risk < 40 ? 'low' : risk < 75 ? 'moderate' : 'high';
}
