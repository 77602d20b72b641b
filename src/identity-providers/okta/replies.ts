import type { Delivery } from '../../core/otp-request';
import { problemTypes, type Problem } from '../../core/problem';

/** What Okta's telephony hook takes as sent: https://developer.okta.com/docs/reference/telephony-hook/ */
export function renderCommands({ sid }: Delivery): Record<string, unknown> {
  const value = [{ status: 'SUCCESSFUL', provider: 'twilio-verify', transactionId: sid }];
  return { commands: [{ type: 'com.okta.telephony.action', value }] };
}

/** Okta shows the summary in its System Log, and sends the code through its own fallback provider, if the org has one. */
export function renderError({ code, detail, errors = [] }: Problem): Record<string, unknown> {
  const causes = errors.map(({ field, problem }) => ({
    errorSummary: `${field} ${problem}`,
    reason: code,
    location: field,
  }));
  const errorCauses = causes.length > 0 ? causes : [{ errorSummary: detail, reason: code }];
  return { error: { errorSummary: `${code}: ${problemTypes[code].title}`, errorCauses } };
}
