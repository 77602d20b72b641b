import { explain, Failure, PAGES } from './failure';
import { planVariable, type Situation, type Step } from './plan';
import type { Questions } from './questions';
import { shortenSid } from './sids';
import type { ServiceInstance, Twilio } from './twilio';

/** The service that is there, or the name of the one to create. */
export type ChosenService = { service: ServiceInstance } | { newName: string };

/**
 * The Verify service: by its SID, by its name, or by asking.
 * @param sid empty if none is known
 * @throws Failure
 */
export async function chooseService(
  twilio: Twilio,
  sid: string,
  name: string | undefined,
  questions: Questions,
): Promise<ChosenService> {
  if (sid !== '') {
    const service = await explain('service', () => twilio.fetchService(sid));
    if (name === undefined || name === service.friendlyName) return { service };
    throw new Failure(
      `VERIFY_SERVICE_SID names the service ${describe(service)}, and --service-name another. Pass one of them.`,
      2,
    );
  }
  const services = await explain('account', () => twilio.listServices());
  if (name === undefined) return questions.chooseService(services);
  const [service, ...others] = services.filter(({ friendlyName }) => friendlyName === name);
  if (service === undefined) return { newName: name };
  if (others.length === 0) return { service };
  throw new Failure(
    `${others.length + 1} Verify services have the name "${name}". Pass --service with the SID of one: ${PAGES.services}`,
    2,
  );
}

export const describe = ({ friendlyName, sid }: ServiceInstance): string =>
  `"${friendlyName}" (${shortenSid(sid)})`;

export interface PlannedService {
  /** Empty until a new one is created. */
  sid: () => string;
  isNew: boolean;
  steps: Step[];
  variables: Step[];
}

/** The steps to a service that takes custom codes. */
export async function planService(situation: Situation): Promise<PlannedService> {
  const { twilio, values, flags, questions, file } = situation;
  const chosen = await chooseService(
    twilio,
    values['VERIFY_SERVICE_SID'] ?? '',
    flags.serviceName,
    questions,
  );
  if ('newName' in chosen) {
    const { newName } = chosen;
    let made = '';
    const steps: Step[] = [
      {
        text: `create the service "${newName}", with custom codes on`,
        apply: async () => void (made = (await twilio.createService(newName)).sid),
      },
    ];
    const variables: Step[] = [
      {
        text: 'set VERIFY_SERVICE_SID to that service',
        apply: () => file.set('VERIFY_SERVICE_SID', made),
      },
    ];
    return { sid: () => made, isNew: true, steps, variables };
  }
  const { service } = chosen;
  const steps: Step[] = service.customCodeEnabled
    ? []
    : [
        {
          text: `switch custom codes on in the service ${describe(service)}`,
          apply: () => twilio.enableCustomCodes(service.sid),
        },
      ];
  const text = `set VERIFY_SERVICE_SID to the service ${describe(service)}`;
  return {
    sid: () => service.sid,
    isNew: false,
    steps,
    variables: planVariable(file, 'VERIFY_SERVICE_SID', service.sid, text),
  };
}
