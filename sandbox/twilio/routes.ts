import type { Answer, Call, Route } from '../route';
import type { Account } from './account';
import { createApi2010Routes } from './api-2010-routes';
import { createNotFound, createRefusal } from './error';
import { lookUp } from './lookup';
import { createRateLimitRoutes } from './rate-limit-routes';
import type { Service } from './service';
import { createTotpRoutes } from './totp';
import { Verify } from './verify';

/** What the stand-in has of Twilio's API, behind the account's credentials. */
export function createTwilioRoutes(account: Account): Route[] {
  const { attempts, services } = account;
  const verifies = new WeakMap<Service, Verify>();
  const inService =
    (handle: (service: Service, call: Call) => Answer): Route['handle'] =>
    (call) => {
      const service = services.find(call.params['service'] ?? '');
      return service === undefined ? createNotFound(call.path) : handle(service, call);
    };
  const inVerify = (handle: (verify: Verify, call: Call) => Answer) =>
    inService((service, call) => {
      const verify = verifies.get(service) ?? new Verify(account, service);
      verifies.set(service, verify);
      return handle(verify, call);
    });
  const service = '/v2/Services/:service';
  const verification = `${service}/Verifications/:verification`;

  const routes: Route[] = [
    { method: 'GET', path: '/v2/Services', handle: (call) => services.list(call) },
    { method: 'POST', path: '/v2/Services', handle: (call) => services.create(call) },
    { method: 'GET', path: service, handle: inService((one) => ({ status: 200, body: one.render() })) },
    { method: 'POST', path: service, handle: inService((one, { form }) => one.update(form)) },
    {
      method: 'POST',
      path: `${service}/Verifications`,
      handle: inVerify((verify, call) => verify.send(call)),
    },
    { method: 'GET', path: verification, handle: inVerify((verify, call) => verify.fetch(call)) },
    { method: 'POST', path: verification, handle: inVerify((verify, call) => verify.update(call)) },
    {
      method: 'POST',
      path: `${service}/VerificationCheck`,
      handle: inVerify((verify, call) => verify.check(call)),
    },
    ...createRateLimitRoutes((handle) => inService((one, call) => handle(one.rateLimits, call))),
    ...createTotpRoutes(account, inService),
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
