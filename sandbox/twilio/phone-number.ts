/** Calling codes and their countries. A code that several share stands for the largest: every +1 counts as the US. */
const COUNTRIES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '1:US 7:RU 20:EG 27:ZA 30:GR 31:NL 32:BE 33:FR 34:ES 36:HU 39:IT 40:RO 41:CH 43:AT 44:GB 45:DK 46:SE 47:NO ' +
    '48:PL 49:DE 51:PE 52:MX 53:CU 54:AR 55:BR 56:CL 57:CO 58:VE 60:MY 61:AU 62:ID 63:PH 64:NZ 65:SG 66:TH 81:JP ' +
    '82:KR 84:VN 86:CN 90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 98:IR 212:MA 213:DZ 216:TN 234:NG 254:KE 351:PT 352:LU ' +
    '353:IE 354:IS 358:FI 359:BG 370:LT 371:LV 372:EE 380:UA 381:RS 385:HR 386:SI 420:CZ 421:SK 852:HK 853:MO ' +
    '880:BD 886:TW 963:SY 966:SA 971:AE 972:IL'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
) as Record<string, string>;

export interface Country {
  callingCode: string;
  isoCode: string;
}

/** Nothing for an e-mail address, which may begin like a number. */
export function findCountry(number: string): Country | undefined {
  if (!number.startsWith('+')) return undefined;
  for (let length = 1; length <= 3; length++) {
    const callingCode = number.slice(1, 1 + length);
    const isoCode = COUNTRIES[callingCode];
    if (isoCode !== undefined) return { callingCode, isoCode };
  }
  return undefined;
}

export type NumberProblem =
  'TOO_SHORT' | 'TOO_LONG' | 'INVALID_BUT_POSSIBLE' | 'INVALID_COUNTRY_CODE' | 'NOT_A_NUMBER';

/**
 * Why this is no phone number in E.164, or nothing. Only the plan of +1 is known more closely: ten digits, of which
 * neither the area code nor the exchange begins with 0 or 1.
 */
export function findNumberProblem(number: string): NumberProblem | undefined {
  if (!/^\+\d+$/.test(number)) return 'NOT_A_NUMBER';
  if (number[1] === '0') return 'INVALID_COUNTRY_CODE';
  const [least, most] = number.startsWith('+1') ? [11, 11] : [7, 15];
  const digits = number.length - 1;
  if (digits < least) return 'TOO_SHORT';
  if (digits > most) return 'TOO_LONG';
  return number.startsWith('+1') && !/^\+1[2-9]\d\d[2-9]\d{6}$/.test(number)
    ? 'INVALID_BUT_POSSIBLE'
    : undefined;
}

/** As people write it at home. For the US `(202) 555-0123`; for others just the digits behind the calling code. */
export function formatNational(number: string, { callingCode }: Country): string {
  const digits = number.slice(1 + callingCode.length);
  return callingCode === '1' ? digits.replace(/^(...)(...)(....)$/, '($1) $2-$3') : digits;
}

/** A number without `+` is one of this country (ISO code, default US): its trunk zeros go, its calling code comes. */
export function formatInternational(number: string, isoCode = 'US'): string {
  const digits = number.replace(/[\s().-]/g, '');
  if (digits.startsWith('+')) return digits;
  const callingCode = Object.keys(COUNTRIES).find((code) => COUNTRIES[code] === isoCode.toUpperCase());
  return callingCode === undefined || !/^\d+$/.test(digits)
    ? digits
    : `+${callingCode}${digits.replace(/^0+/, '')}`;
}
