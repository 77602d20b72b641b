import { NoResponse } from '../../src/apis/http';
import { TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { Failure, toFailure } from '../setup/failure';
import { EchoRoute } from './echo-route';
import { ServerlessEnvironment } from './serverless';
import { Stopped, type Stop } from './stop';
import { writeTokenFile } from './token-file';

/** Where the echo route is, and who opens it. */
export interface EchoTarget {
  origin: URL | undefined;
  patienceMs: number;
  account: TwilioAccount;
  stop: Stop;
  say: (text: string) => void;
}

/**
 * Runs with the echo route open, or with the reason why it is not, and closes it whatever happens: an error, Ctrl-C, or the
 * end of the terminal. It is closed only when nothing can open it any more.
 */
export async function withEcho(
  { origin, patienceMs, account, stop, say }: EchoTarget,
  run: (echo: EchoRoute | Failure | undefined) => Promise<void>,
): Promise<void> {
  if (origin === undefined) return run(undefined);
  let close = () => Promise.resolve();
  try {
    let echo: EchoRoute | Failure;
    try {
      const environment = await ServerlessEnvironment.find(account, origin.host);
      const route = new EchoRoute(origin, environment, stop, patienceMs);
      const file = writeTokenFile(route.token);
      close = async () => {
        try {
          await route.close();
        } finally {
          file.remove();
        }
      };
      await route.open();
      say(`The echo route is open. Its token is in ${file.path}, which you alone can read.`);
      echo = route;
    } catch (error) {
      if (error instanceof Stopped) throw error;
      echo = toFailure(error, 'account');
    }
    await run(echo);
  } finally {
    await close().catch((error: unknown) => {
      if (!(error instanceof TwilioRefusal || error instanceof NoResponse || error instanceof Failure))
        throw error;
      say(
        'ECHO_TOKEN and ECHO_UNTIL could not be removed. Remove them in the Twilio Console: until then /live/echo is open, for an hour at most.',
      );
    });
  }
}
