import type { Answer, Call } from '../route';
import { createInvalidParameter } from './error';
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
export function lookUp({ params, query }: Call): Answer {
  const fields = (query['Fields'] ?? '').split(',').filter((field) => field !== '');
  if (fields.some((field) => field !== 'validation' && !PACKAGES.includes(field)))
    return createInvalidParameter('Fields');
  const number = formatInternational(params['number'] ?? '', query['CountryCode']);
  const magic = findMagicNumber(number)?.lookup;
  const problem = magic === 'invalid' ? 'INVALID_BUT_POSSIBLE' : findNumberProblem(number);
  const country = problem === undefined ? findCountry(number) : undefined;
  const packages = Object.fromEntries(PACKAGES.map((name): [string, unknown] => [name, null]));
  if (fields.includes('line_type_intelligence')) {
    packages['line_type_intelligence'] = lineType(problem === undefined ? (magic ?? 'mobile') : undefined);
  }
  if (fields.includes('sms_pumping_risk')) packages['sms_pumping_risk'] = pumpingRisk(magic);
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

function lineType(type: string | undefined): Record<string, unknown> {
  const carrier = { mobile_country_code: null, mobile_network_code: null };
  const error_code = type === undefined ? 60600 : null;
  return { ...carrier, carrier_name: type === undefined ? null : 'Sandbox', type: type ?? null, error_code };
}

/** Numbers that anyone can rent by the thousand are the risky ones. */
function pumpingRisk(magic: string | undefined): Record<string, unknown> {
  const isRisky = magic === 'nonFixedVoip';
  return {
    carrier_risk_category: isRisky ? 'high' : 'low',
    number_blocked: false,
    number_blocked_date: null,
    number_blocked_last_3_months: false,
    sms_pumping_risk_score: isRisky ? 85 : 5,
    error_code: null,
  };
}
