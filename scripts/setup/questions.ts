import type { RateLimitName } from '../../src/core/rate-limits';
import type { Provider } from '../../src/identity-providers/provider';
import { Failure } from './failure';
import { RECOMMENDED } from './rate-limits';
import type { ChosenService } from './service';
import type { ServiceInstance } from './twilio';

/** What setup cannot know. Each is asked only if no flag and no variable answers it. */
export interface Questions {
  readAccountSid(): Promise<string>;
  readAuthToken(): Promise<string>;
  chooseService(services: ServiceInstance[]): Promise<ChosenService>;
  chooseProviders(all: readonly Provider[]): Promise<Provider[]>;
  /**
   * What finds the number for an event.
   * @param findProblem what is wrong with an answer
   * @returns empty to do without
   */
  readVariable(
    name: string,
    title: string,
    findProblem: (text: string) => string | undefined,
  ): Promise<string>;
  chooseRateLimits(): Promise<RateLimitName[]>;
  /** Whether the plan, which is on the screen, is carried out. */
  confirm(): Promise<boolean>;
}

const refuse = (message: string) => Promise.reject(new Failure(message, 2));

/** Asks nobody: with --yes, and with --dry-run. Where nothing is certain, it refuses and names the flag. */
export const noQuestions: Questions = {
  readAccountSid: () => refuse('ACCOUNT_SID is not set. Pass --account-sid, or set it in the environment.'),
  readAuthToken: () => refuse('AUTH_TOKEN is not set. Set it in the environment.'),
  async chooseService([service, ...others]) {
    if (service !== undefined && others.length === 0) return { service };
    return service === undefined
      ? refuse('The account has no Verify service. Pass --service-name: users read it in each message.')
      : refuse(
          `The account has ${others.length + 1} Verify services. Pass --service with the SID of one, or --service-name.`,
        );
  },
  chooseProviders: () => refuse('Whose codes are sent? Pass --provider, such as --provider pingone,auth0.'),
  readVariable: () => Promise.resolve(''),
  chooseRateLimits: () => Promise.resolve([...RECOMMENDED]),
  confirm: () => Promise.resolve(true),
};
