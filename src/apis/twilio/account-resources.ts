import type Version from 'twilio/lib/base/Version';
import type { Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { createVersion, type TwilioAccount } from './client';

/**
 * The resources of an account in Twilio's API of 2010: messages, calls, numbers. The SDK's classes of them import those of
 * all resources below them, and would double every function that sends. So its client is asked as they ask it.
 * https://www.twilio.com/docs/usage/api
 */
type ResourceName = 'Messages' | 'Calls' | 'IncomingPhoneNumbers';

/** POST /2010-04-01/Accounts/{AccountSid}/{name}.json */
export async function createResource(
  account: TwilioAccount,
  name: ResourceName,
  data: Record<string, string>,
  deadline: Deadline,
): Promise<unknown> {
  const version = await createVersion<Version>('api', account, deadline);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };
  return version.create({ uri: renderPath(account, name), method: 'post', data, headers });
}

/**
 * GET /2010-04-01/Accounts/{AccountSid}/{name}.json
 * @param key of the list in the answer
 * @returns the first page
 */
export async function listResources(
  account: TwilioAccount,
  name: ResourceName,
  key: string,
  params: Record<string, string>,
  deadline: Deadline,
): Promise<unknown[]> {
  const version = await createVersion<Version>('api', account, deadline);
  const headers = { Accept: 'application/json' };
  const page: unknown = await version.fetch({
    uri: renderPath(account, name),
    method: 'get',
    params,
    headers,
  });
  const items = getOwn(page, key);
  return Array.isArray(items) ? (items as unknown[]) : [];
}

const renderPath = ({ accountSid }: TwilioAccount, name: ResourceName) =>
  `/Accounts/${accountSid}/${name}.json`;
