import { NoResponse } from '../../src/apis/http';
import { TwilioRefusal } from '../../src/apis/twilio/client';

/** What ends a command: a sentence, or several, and never a value of a secret. */
export class Failure extends Error {
  /** 1: something is wrong. 2: the command line is. */
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const PAGES = {
  account: 'https://console.twilio.com',
  services: 'https://console.twilio.com/us1/develop/verify/services',
  numbers: 'https://console.twilio.com/us1/develop/phone-numbers/manage/incoming',
  status: 'https://status.twilio.com',
} as const;

/** What was asked for when Twilio refused; a 404 means something else for each. */
export type Asked = 'account' | 'service' | 'limits' | 'numbers';

const NOT_FOUND: Record<Asked, string> = {
  account: `ACCOUNT_SID names no Twilio account. Copy it from ${PAGES.account}.`,
  service: `VERIFY_SERVICE_SID names no Verify service of this account. Copy one of ${PAGES.services}, or empty the variable and run \`npm run setup\`.`,
  limits: `The Verify service or its rate limit is gone. See ${PAGES.services}, and run the command again.`,
  numbers: `Twilio finds no list of numbers for this account. See ${PAGES.numbers}.`,
};

const MEANINGS: Readonly<Record<number, string>> = {
  20003: `Twilio refuses ACCOUNT_SID and AUTH_TOKEN. Copy both again, from "Account Info" at ${PAGES.account}: the Auth Token, not an API key's secret.`,
  20403: `The Twilio account is suspended, or may not use Verify. Open ${PAGES.account}: it says what is missing.`,
  20429: 'Twilio takes no more requests at present. What was done stays. Run the command again in a minute.',
  60207: `The Verify service has as many rate limits as Verify takes. Remove one (https://www.twilio.com/docs/verify/api/service-rate-limits), or pass fewer with --rate-limits.`,
};

/** @throws any error that is neither Twilio's nor the connection's, which is a bug */
export function toFailure(error: unknown, asked: Asked): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof NoResponse) {
    const what =
      error.kind === 'unreached' ? 'No connection to Twilio could be made' : 'Twilio gave no whole answer';
    return new Failure(`${what}. Check the network, a proxy, and ${PAGES.status}. Run the command again.`);
  }
  if (!(error instanceof TwilioRefusal)) throw error;
  const { status, code = 20_000 + status } = error;
  const known = code === 20404 ? NOT_FOUND[asked] : MEANINGS[code];
  const page = `https://www.twilio.com/docs/api/errors/${code}`;
  if (known !== undefined) return new Failure(`${known} (${code}: ${page})`);
  if (status >= 500) return new Failure(`Twilio has a fault at present (${status}). See ${PAGES.status}.`);
  return new Failure(`Twilio refused the request with status ${status} and error ${code}: ${page}`);
}

/** Runs what asks Twilio. @throws Failure */
export async function explain<T>(asked: Asked, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw toFailure(error, asked);
  }
}
