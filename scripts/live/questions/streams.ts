import type { EchoedCall } from '../echo-route';
import { HTTP_REFUSALS } from '../refusals';
import { createTenantQuestion } from './tenant';

const isJsonBatch = ({ echo }: EchoedCall): boolean =>
  echo.events !== undefined && echo.content_type?.startsWith('application/json') === true;

/** Auth0's custom webhook log stream. */
export const auth0Stream = createTenantQuestion({
  id: 'auth0-log-stream',
  title: "How large are the batches of Auth0's log stream, and are they sent again?",
  documents: ['docs/auth0.md', 'docs/verification.md'],
  expected: 'A JSON array of records, sent again after a 503.',
  path: 'auth0/log-stream',
  logins: { steps: 3, refusedSteps: 1 },
  refusals: HTTP_REFUSALS,
  recordable: /gd_auth_succeed|gd_enrollment_complete/,
  steps: [
    'In a test tenant of Auth0, open Monitoring > Streams > Custom Webhook.',
    'Payload URL: {url}. Content Type: application/json. Content Format: JSON Array. Authorization Token: the token of the file.',
    'Let a test user log in with a passcode three times within a minute, and wait two minutes.',
  ],
  refusedSteps: [
    'Change the Payload URL to {url} and save.',
    'Let the test user log in once, and wait five minutes.',
  ],
  isExpected: isJsonBatch,
});

/** PingOne's webhook. */
export const pingoneWebhook = createTenantQuestion({
  id: 'pingone-webhook',
  title: "How large are the batches of PingOne's webhook, and are they sent again?",
  documents: ['docs/pingone.md', 'docs/verification.md'],
  expected: 'A JSON array of activities, sent again after a 503.',
  path: 'pingone/events',
  logins: { steps: 3, refusedSteps: 1 },
  refusals: HTTP_REFUSALS,
  recordable: /OTP\.CHECK_SUCCESS|DEVICE\.ACTIVATED/,
  steps: [
    'In a test environment of PingOne, create the webhook of docs/pingone.md, for OTP.CHECK_SUCCESS and DEVICE.ACTIVATED.',
    'Destination URL: {url}. Header Authorization: Bearer, a blank, and the token of the file.',
    'Let a test user log in with a passcode three times within a minute, and wait two minutes.',
  ],
  refusedSteps: [
    'Change the Destination URL to {url} and save.',
    'Let the test user log in once, and wait five minutes.',
  ],
  isExpected: isJsonBatch,
});
