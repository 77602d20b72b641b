import { randomUUID } from 'node:crypto';

type Kind = 'VA' | 'VE' | 'VL' | 'RK' | 'BL' | 'SM' | 'CA' | 'PN' | 'SC' | 'YE' | 'YF' | 'YC';

/** A SID as Twilio makes them: two letters that name the kind, then 32 hexadecimal digits. */
export function createSid(kind: Kind): string {
  return kind + randomUUID().replaceAll('-', '');
}
