import { randomUUID } from 'node:crypto';
import type { Answer } from '../../route';
import type { Detail } from './details';

/** 400 with what is wrong: https://developer.pingidentity.com/pingone-api/platform/reference/error-codes.html */
export function createInvalidData(details: Detail[]): Answer {
  const message = 'The request has data that is not valid.';
  return { status: 400, body: { id: randomUUID(), code: 'INVALID_DATA', message, details } };
}

/** 403: no more of this kind. Ping documents the status for subscriptions; the code, and the rest, is INFERRED. */
export function createLimitReached(): Answer {
  const message = 'The environment has as many of them as it can have.';
  const details = [{ code: 'QUOTA_EXCEEDED', message }];
  return { status: 403, body: { id: randomUUID(), code: 'ACCESS_FAILED', message, details } };
}
