/**
 * What Universal Login says, by the keys of its screens mfa-phone-enrollment, mfa-sms-challenge and mfa-voice-challenge.
 * Those of a text are Auth0's own English ones; of a call only the keys are known, the words are INFERRED.
 * https://auth0.com/docs/customize/login-pages/universal-login/customize-text-elements
 */
export const errorTexts = {
  'invalid-phone': 'Seems that your phone number is not valid. Please check and retry.',
  'no-phone': 'Please enter a phone number',
  'invalid-otp-code-format': 'OTP Code must have 6 numeric characters',
  'invalid-code': 'The code you entered is invalid',
  'invalid-expired-code': 'Invalid or expired user code',
  'too-many-failures': 'Too many failed codes. Wait for some minutes before retrying.',
  'send-sms-failed': 'There was a problem sending the SMS',
  'send-call-failed': 'There was a problem making the voice call',
  'too-many-sms': 'You have exceeded the amount of SMSs per hour. Wait a few minutes and try again.',
  'too-many-call': 'You have exceeded the amount of voice calls per hour. Wait a few minutes and try again.',
} as const;
