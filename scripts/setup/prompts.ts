import { rateLimitNames, type RateLimitName } from '../../src/core/rate-limits';
import { openTerminal } from '../terminal';
import { readServiceName } from './flags';
import type { Questions } from './questions';
import { DEFAULTS, nameLimit, RECOMMENDED, renderBucket } from './rate-limits';
import { describe } from './service';
import { findSidProblem } from './sids';

/** The questions, on a terminal. */
export async function createPrompts(): Promise<Questions> {
  const { clack, ask } = await openTerminal('Stopped. Nothing was changed.');

  const readName = () =>
    ask(
      clack.text({
        message:
          'The name of the service, which users read in each message ("Your <name> verification code is: …")',
        validate: (text = '') => findMessage(() => readServiceName(text)),
      }),
    );

  return {
    readAccountSid: () =>
      ask(
        clack.text({
          message: 'The Account SID, from "Account Info" at https://console.twilio.com',
          validate: (text = '') => findSidProblem('ACCOUNT_SID', text.trim()),
        }),
      ),
    readAuthToken: () =>
      ask(
        clack.password({
          message: 'The Auth Token, from the same place. It goes into the file and nowhere else.',
          validate: (text = '') => (/^\S+$/.test(text.trim()) ? undefined : 'It holds no blanks.'),
        }),
      ),
    async chooseService(services) {
      if (services.length === 0) return { newName: (await readName()).trim() };
      const choice = await ask(
        clack.select({
          message: 'Which Verify service sends the codes?',
          options: [
            ...services.map((service) => ({ value: service.sid, label: describe(service) })),
            { value: '', label: 'A new one' },
          ],
        }),
      );
      const service = services.find(({ sid }) => sid === choice);
      return service === undefined ? { newName: (await readName()).trim() } : { service };
    },
    async chooseProviders(all) {
      const options = all.map(({ profile: { name, title } }) => ({ value: name, label: title }));
      const names = await ask(
        clack.multiselect({ message: 'Whose codes are sent?', options, required: true }),
      );
      return all.filter(({ profile }) => names.includes(profile.name));
    },
    async readVariable(name, title, findProblem) {
      const message = `${name} of ${title}, for feedback, and for npm run connect where there is one. Enter alone: later.`;
      const validate = (text = '') => {
        const problem = text.trim() === '' ? undefined : findProblem(text.trim());
        return problem === undefined ? undefined : `It ${problem}.`;
      };
      const isSecret = /_(TOKEN|SECRET)$/.test(name);
      const options = { message, validate };
      return (await ask(isSecret ? clack.password(options) : clack.text(options))) ?? '';
    },
    chooseRateLimits: () =>
      ask(
        clack.multiselect<RateLimitName>({
          message: 'What does Verify limit the sends by?',
          options: rateLimitNames.map((value) => ({
            value,
            label: `${nameLimit(value)}: ${renderBucket(DEFAULTS[value])}`,
            hint: DEFAULTS[value].reason,
          })),
          initialValues: [...RECOMMENDED],
          required: false,
        }),
      ),
    confirm: () => ask(clack.confirm({ message: 'Do it?' })),
  };
}

function findMessage(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
