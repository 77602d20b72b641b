import {
  combineReaders,
  readConfiguration,
  readSendSettings,
  readTwilioSettings,
  type Environment,
} from '../../config';
import { readVerifyApiToken } from '../../config/verify-api';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import type { Reply } from '../../http/reply';
import { handleOtpRequest, SendMemory } from '../otp';
import { checkRoute } from './check';
import type { VerifyApiCall, VerifyApiRoute } from './endpoint';
import { startRoute } from './start';
import { factorsRoute, removeRoute, totpCheckRoute, verifyRoute } from './totp';

/** What an endpoint does with a body, after its caller is authenticated. */
export type Play = (body: Fields, env: Environment, call: VerifyApiCall) => Promise<Result<Reply>>;

const playStart: Play = async (body, env, call) => {
  const settings = readConfiguration(
    env,
    combineReaders({ token: readVerifyApiToken, send: readSendSettings }),
  );
  if (!settings.ok) return settings;
  return handleOtpRequest(startRoute, body, settings.value.send, new SendMemory(), call);
};

const createPlay =
  ({ handle }: VerifyApiRoute): Play =>
  async (body, env, call) => {
    const settings = readConfiguration(
      env,
      combineReaders({ token: readVerifyApiToken, twilio: readTwilioSettings }),
    );
    return settings.ok ? handle(body, settings.value.twilio, call) : settings;
  };

/** Each endpoint for Verify's own codes by its path, for the test page. What is off without a VERIFY_API_TOKEN is off here. */
export const plays: Readonly<Record<string, Play>> = {
  [startRoute.path]: playStart,
  ...Object.fromEntries(
    [checkRoute, factorsRoute, verifyRoute, totpCheckRoute, removeRoute].map((route) => [
      route.path,
      createPlay(route),
    ]),
  ),
};
