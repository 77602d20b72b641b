import { findFee, VERIFY_FEE } from '../../simulate/prices';
import type { Question } from './question';

/** Today's prices. Other countries have others. */
const PRICES = 'https://www.twilio.com/en-us/verify/pricing';

/**
 * What messages to the United States cost, as simulate/prices.ts quotes it: Verify's fee, which is assumed for each send, and
 * that of the text message.
 */
function renderCost(messages: number): string {
  const sms = findFee('+1', 'sms');
  const usd = VERIFY_FEE.usd + sms.usd;
  const days = [...new Set([VERIFY_FEE.seen, sms.seen])].join(' and ');
  return `about $${usd.toFixed(2)} a message in the United States, $${(messages * usd).toFixed(2)} for all, as quoted on ${days}.`;
}

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
    `account pays for them as for any send of Verify: ${renderCost(messages)}`,
    `Today's prices, and those of other countries: ${PRICES}`,
    ...(hasDeployment
      ? [
          'It sets two variables of the deployment, ECHO_TOKEN and ECHO_UNTIL. They open /live/echo for less than an hour, and are',
          'removed at the end, also after Ctrl-C. /live/echo sends nothing. Its calls count as calls of your functions.',
          `The questions about event streams ask you for at most ${logins} logins of a test user. Each is a message that your tenant's own sender`,
          "sends to that user's number and somebody pays: your Twilio account, if verify-bridge is the sender.",
          'What you change at PingOne or Auth0, you change yourself: use a test environment and a test tenant.',
        ]
      : [`${others} more questions need the address of a deployment.`]),
    'It changes nothing else. You can leave out each question, and each step of those about a provider.',
  ].join('\n');
}
