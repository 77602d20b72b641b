import type { Answer, Call, Route } from '../route';
import type { RateLimit } from './rate-limit';
import type { RateLimits } from './rate-limits';

/** @param inLimits finds the rate limits of the service that a call names */
export function createRateLimitRoutes(
  inLimits: (handle: (limits: RateLimits, call: Call) => Answer) => Route['handle'],
): Route[] {
  const limits = '/v2/Services/:service/RateLimits';
  const limit = `${limits}/:limit`;
  const buckets = `${limit}/Buckets`;
  const bucket = `${buckets}/:bucket`;
  const inLimit = (handle: (limit: RateLimit, call: Call) => Answer) =>
    inLimits((all, call) => all.inLimit(call, (one) => handle(one, call)));
  return [
    { method: 'GET', path: limits, handle: inLimits((all, call) => all.list(call)) },
    { method: 'POST', path: limits, handle: inLimits((all, call) => all.create(call)) },
    { method: 'GET', path: limit, handle: inLimit((one) => ({ status: 200, body: one.render() })) },
    { method: 'POST', path: limit, handle: inLimits((all, call) => all.update(call)) },
    { method: 'DELETE', path: limit, handle: inLimits((all, call) => all.remove(call)) },
    { method: 'GET', path: buckets, handle: inLimit((one, call) => one.listBuckets(call)) },
    { method: 'POST', path: buckets, handle: inLimit((one, call) => one.createBucket(call)) },
    { method: 'GET', path: bucket, handle: inLimit((one, call) => one.fetchBucket(call)) },
    { method: 'POST', path: bucket, handle: inLimit((one, call) => one.updateBucket(call)) },
    { method: 'DELETE', path: bucket, handle: inLimit((one, call) => one.removeBucket(call)) },
  ];
}
