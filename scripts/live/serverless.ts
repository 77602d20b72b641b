import type { TwilioAccount } from '../../src/apis/twilio/client';
import { getOwn, type Fields } from '../../src/core/record';
import { Failure } from '../setup/failure';
import { callTwilio } from './api';

const API = 'https://serverless.twilio.com/v1';
/** Of a list: https://www.twilio.com/docs/serverless/api */
const PAGE_SIZE = 100;
const MAX_PAGES = 50;

/** A line that a function has logged, in Twilio's own order and time. */
export interface LogLine {
  message: string;
  /** Milliseconds since 1970, by Twilio's clock. */
  at: number;
}

/** An environment of Twilio's Serverless API, which has a domain, variables and logs. */
export class ServerlessEnvironment {
  readonly #account: TwilioAccount;
  readonly #url: string;

  private constructor(account: TwilioAccount, url: string) {
    this.#account = account;
    this.#url = url;
  }

  /** @param domain `name-1234.twil.io`; @throws Failure if the account has no such environment */
  static async find(account: TwilioAccount, domain: string): Promise<ServerlessEnvironment> {
    for (const service of await list(account, `${API}/Services`, 'services')) {
      const url = `${API}/Services/${readSid(service, 'ZS')}/Environments`;
      for (const one of await list(account, url, 'environments'))
        if (one['domain_name'] === domain)
          return new ServerlessEnvironment(account, `${url}/${readSid(one, 'ZE')}`);
    }
    throw new Failure('The Twilio account has no deployment at this address. Check both.');
  }

  /** The SIDs of the variables with one of these names. */
  async findVariables(names: readonly string[]): Promise<string[]> {
    const found = await list(this.#account, `${this.#url}/Variables`, 'variables');
    return found.filter(({ key }) => names.includes(String(key))).map((one) => readSid(one, 'ZV'));
  }

  /** It holds from the next call on: https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
  async createVariable(key: string, value: string): Promise<void> {
    await callTwilio(this.#account, 'POST', `${this.#url}/Variables`, { Key: key, Value: value });
  }

  async deleteVariable(sid: string): Promise<void> {
    await callTwilio(this.#account, 'DELETE', `${this.#url}/Variables/${sid}`);
  }

  /** Oldest first. @param since milliseconds since 1970; Twilio takes at most 10,000 lines together */
  async readLogs(since: number): Promise<LogLine[]> {
    const start = encodeURIComponent(new Date(since).toISOString());
    const found = await list(this.#account, `${this.#url}/Logs?StartDate=${start}`, 'logs');
    const lines = found.map(({ message, date_created: date }) => ({
      message: String(message),
      at: Date.parse(String(date)),
    }));
    return lines.sort((one, other) => one.at - other.at);
  }
}

/** Every page of a list. Of the address of the next page only the query is taken. */
async function list(account: TwilioAccount, url: string, key: string): Promise<Fields[]> {
  const found: Fields[] = [];
  const first = new URL(url);
  first.searchParams.set('PageSize', String(PAGE_SIZE));
  let page: URL | undefined = first;
  for (let pages = 0; page !== undefined && pages < MAX_PAGES; pages += 1) {
    const body: Fields = await callTwilio(account, 'GET', page.href);
    const items = getOwn(body, key);
    if (Array.isArray(items)) found.push(...(items as Fields[]));
    const next: unknown = getOwn(getOwn(body, 'meta'), 'next_page_url');
    page =
      typeof next === 'string' && URL.canParse(next) ? new URL(`?${next.split('?')[1]}`, first) : undefined;
  }
  return found;
}

/** A SID goes into a path. */
function readSid(resource: Fields, prefix: string): string {
  const sid = String(resource['sid']);
  if (new RegExp(`^${prefix}[0-9a-f]{32}$`, 'i').test(sid)) return sid;
  throw new Failure('Twilio gave no whole answer. Run the command again.');
}
