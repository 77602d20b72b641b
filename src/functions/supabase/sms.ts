import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/supabase/provider';

/** POST /supabase/sms: Supabase Auth's Send SMS hook has a passcode, and signs. */
export const handler = createOtpEndpoint(smsRoute);
