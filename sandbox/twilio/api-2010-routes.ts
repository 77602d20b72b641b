import type { Call, Route } from '../route';
import type { Account } from './account';
import { createNotFound } from './error';
import { Messaging } from './messaging';
import { formatRfc2822, uriOf } from './resource-2010';
import { Voice } from './voice';

/** What the stand-in has of api.twilio.com: the account, its numbers, text messages and calls. */
export function createApi2010Routes(account: Account): Route[] {
  const { credentials, createdAt, phoneNumbers } = account;
  const { accountSid, authToken } = credentials;
  const [messaging, voice] = [new Messaging(account), new Voice(account)];
  const base = '/2010-04-01/Accounts/:account';
  const inAccount = (handle: Route['handle'], name = accountSid) =>
    ((call: Call) =>
      call.params['account'] === name ? handle(call) : createNotFound(call.path)) as Route['handle'];
  const date = formatRfc2822(createdAt);
  const resource = {
    ...{
      sid: accountSid,
      owner_account_sid: accountSid,
      friendly_name: 'Sandbox',
      status: 'active',
      type: 'Full',
    },
    // Twilio shows it, so whoever prints an account prints a secret.
    auth_token: authToken,
    ...{ date_created: date, date_updated: date, uri: uriOf(accountSid, '') },
    subresource_uris: { messages: uriOf(accountSid, '/Messages'), calls: uriOf(accountSid, '/Calls') },
  };
  return [
    {
      method: 'GET',
      path: base,
      handle: inAccount(() => ({ status: 200, body: resource }), `${accountSid}.json`),
    },
    { method: 'GET', path: `${base}/Messages.json`, handle: inAccount((call) => messaging.list(call)) },
    { method: 'POST', path: `${base}/Messages.json`, handle: inAccount((call) => messaging.create(call)) },
    { method: 'GET', path: `${base}/Calls.json`, handle: inAccount((call) => voice.list(call)) },
    { method: 'POST', path: `${base}/Calls.json`, handle: inAccount((call) => voice.create(call)) },
    {
      method: 'GET',
      path: `${base}/IncomingPhoneNumbers.json`,
      handle: inAccount((call) => phoneNumbers.listNumbers(call)),
    },
    {
      method: 'GET',
      path: `${base}/SMS/ShortCodes.json`,
      handle: inAccount((call) => phoneNumbers.listShortCodes(call)),
    },
  ];
}
