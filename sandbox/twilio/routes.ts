import type { Call, Route } from '../route';
import type { Account } from './account';
import { createApi2010Routes } from './api-2010-routes';
import { createNotFound, createRefusal } from './error';
import { lookUp } from './lookup';
import { createRateLimitRoutes } from './rate-limit-routes';
import { fetchService, updateService } from './service';
import { Verify } from './verify';

/** What the stand-in has of Twilio's API, behind the account's credentials. */
export function createTwilioRoutes(account: Account): Route[] {
  const verify = new Verify(account);
  const { attempts } = account;
  const inService = (handle: Route['handle']) => (call: Call) =>
    call.params['service'] === account.credentials.serviceSid ? handle(call) : createNotFound(call.path);
  const service = '/v2/Services/:service';
  const verification = `${service}/Verifications/:verification`;

  const routes: Route[] = [
    { method: 'GET', path: service, handle: inService(() => fetchService(account)) },
    { method: 'POST', path: service, handle: inService(({ form }) => updateService(account, form)) },
    { method: 'POST', path: `${service}/Verifications`, handle: inService((call) => verify.send(call)) },
    { method: 'GET', path: verification, handle: inService((call) => verify.fetch(call)) },
    { method: 'POST', path: verification, handle: inService((call) => verify.update(call)) },
    { method: 'POST', path: `${service}/VerificationCheck`, handle: inService((call) => verify.check(call)) },
    ...createRateLimitRoutes((handle) => inService((call) => handle(account.service.rateLimits, call))),
    { method: 'GET', path: '/v2/Attempts', handle: ({ query }) => attempts.list(query) },
    { method: 'GET', path: '/v2/Attempts/Summary', handle: ({ query }) => attempts.summary(query) },
    { method: 'GET', path: '/v2/PhoneNumbers/:number', handle: (call) => lookUp(call, account.lookupRanges) },
    ...createApi2010Routes(account),
  ];
  return routes.map((route) => ({ ...route, handle: authenticated(account, route.handle) }));
}

function authenticated({ credentials }: Account, handle: Route['handle']): Route['handle'] {
  const pair = Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString('base64');
  return (call) => (call.authorization === `Basic ${pair}` ? handle(call) : createRefusal(20003));
}
