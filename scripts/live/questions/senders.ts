import { getOwn } from '../../../src/core/record';
import { ACTION_REFUSALS, HTTP_REFUSALS } from '../refusals';
import { createTenantQuestion } from './tenant';

/** PingOne's Custom Provider, with the body of docs/pingone.md. */
export const pingoneSms = createTenantQuestion({
  id: 'pingone-sms',
  title: 'What does the Custom Provider of PingOne send, how does it escape, and does it try again?',
  documents: ['docs/pingone.md', 'docs/verification.md'],
  expected: 'A form with to, otp, message, from and locale, whose values PingOne has put in.',
  path: 'pingone/sms',
  refusals: HTTP_REFUSALS,
  steps: [
    'In a test environment of PingOne, open the SMS/Voice sender of docs/pingone.md, or create one.',
    'SMS request and voice request: POST, {url}, and the body and the header of docs/pingone.md.',
    'Authorization: Basic, any user name, and the token of the file as the password.',
    'Let a test user whose name has a space and an ampersand get one call, and then one text message.',
  ],
  refusedSteps: [
    'Change the URL of the SMS request to {url} and save.',
    'Let the same user ask for one passcode, and wait five minutes.',
  ],
  isExpected: ({ echo: { kind, content_type: type, body } }) =>
    kind === 'object' &&
    type?.startsWith('application/x-www-form-urlencoded') === true &&
    ['to', 'otp'].every((key) => /^[+ ]?0+$/.test(String(getOwn(body, key)))),
});

/** The event that Auth0 gives to an Action, of either trigger. */
export const auth0Action = createTenantQuestion({
  id: 'auth0-action',
  title: "What does Auth0's test message hold, and when does Auth0 run the Action again?",
  documents: ['docs/auth0.md', 'docs/verification.md'],
  expected: 'notification.recipient is a number, and notification.code 4 to 10 digits.',
  path: 'auth0/send',
  refusals: ACTION_REFUSALS,
  steps: [
    'In a test tenant of Auth0, open Branding > Phone Provider > Custom (older tenants: an Action of the trigger send-phone-message).',
    'Paste actions/observe.js as its code. Secrets: ECHO_URL is {url}, ECHO_TOKEN is the token of the file. Deploy and save.',
    'Click Send Test Message. Then let a test user ask for one passcode.',
  ],
  refusedSteps: [
    'Change the secret ECHO_URL to {url} and deploy.',
    'Let the test user ask for one passcode, and wait five minutes.',
  ],
  isExpected: ({ echo: { body } }) => {
    const event = getOwn(body, 'event');
    const message = getOwn(event, 'notification') ?? getOwn(event, 'message_options');
    const [recipient, code] = ['recipient', 'code'].map((key) => String(getOwn(message, key)));
    return /^\+[0-]+$/.test(recipient ?? '') && /^0{4,10}$/.test(code ?? '');
  },
});
