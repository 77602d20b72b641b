import { randomUUID } from 'node:crypto';

/** A SID as Twilio makes them: two letters that name the kind, then 32 hexadecimal digits. */
export function createSid(kind: 'VE' | 'VL'): string {
  return kind + randomUUID().replaceAll('-', '');
}
