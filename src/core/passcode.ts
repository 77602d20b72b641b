/**
 * A passcode is a string of 4 to 10 ASCII digits. Verify's own limit is 4 to 10 characters
 * (https://www.twilio.com/docs/verify/api/verification, CustomCode); whether it takes letters is not documented.
 *
 * A JSON number is always refused, even if its value would be right: one code in ten starts with a zero, which a JSON
 * number loses.
 *
 * @returns a problem as a phrase that follows the field's name, or undefined
 */
export function findPasscodeProblem(value: unknown): string | undefined {
  if (typeof value === 'number') return 'is a JSON number: quote it, or its leading zeros are lost';
  if (typeof value !== 'string') return 'must be one string';
  if (!/^[0-9]{4,10}$/.test(value)) return 'must be 4 to 10 digits';
  return undefined;
}
