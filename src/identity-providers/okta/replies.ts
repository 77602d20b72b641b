import type { Delivery } from '../../core/otp-request';
import type { Problem } from '../../core/problem';

/** What Okta's telephony hook takes as sent: https://developer.okta.com/docs/reference/telephony-hook/ */
export function renderCommands({ sid, via }: Delivery): Record<string, unknown> {
  const value = [{ status: 'SUCCESSFUL', provider: `twilio-${via ?? 'verify'}`, transactionId: sid }];
  return { commands: [{ type: 'com.okta.telephony.action', value }] };
}

/** Okta may show the summary to the user, and the causes stand in its System Log. Then it sends by its own provider. */
export function renderError({ code, detail, errors = [] }: Problem): Record<string, unknown> {
  const causes = errors.map(({ field, problem }) => ({
    errorSummary: `${field} ${problem}`,
    reason: code,
    location: field,
  }));
  const errorCauses = causes.length > 0 ? causes : [{ errorSummary: detail, reason: code }];
  return { error: { errorSummary: `The code could not be sent (${code}).`, errorCauses } };
}
