import type { Question } from './question';

/** https://www.twilio.com/docs/verify says what a custom code costs to have; the prices are here. */
const PRICES = 'https://www.twilio.com/en-us/verify/pricing';

/** What is about to be done, before it is asked whether to do it. @param origin whether a deployment was named */
export function renderPlan(questions: readonly Question[], hasDeployment: boolean): string {
  const asked = questions.filter(({ needs }) => needs === 'number' || hasDeployment);
  const messages = asked.reduce((sum, one) => sum + one.messages, 0);
  const logins = asked.reduce((sum, one) => sum + (one.logins ?? 0), 0);
  const others = questions.length - asked.length;
  return [
    `This asks ${asked.length} questions that only a live account can answer:`,
    ...asked.map(({ title }) => `  - ${title}`),
    '',
    `It sends at most ${messages} text messages itself, all to the number that you type in, and to no other. Your Twilio`,
    `account pays for them as for any send of Verify: ${PRICES}`,
    ...(hasDeployment
      ? [
          'It sets two variables of the deployment, ECHO_TOKEN and ECHO_UNTIL. They open /live/echo for less than an hour, and are',
          'removed at the end, also after Ctrl-C. /live/echo sends nothing. Its calls count as calls of your functions.',
          `The questions about event streams ask you for ${logins} logins of a test user. Each is a message that your tenant's own sender`,
          "sends to that user's number and somebody pays: your Twilio account, if verify-bridge is the sender.",
          'What you change at PingOne or Auth0, you change yourself: use a test environment and a test tenant.',
        ]
      : [`${others} more questions need the address of a deployment.`]),
    'It changes nothing else. You can leave out each question.',
  ].join('\n');
}
