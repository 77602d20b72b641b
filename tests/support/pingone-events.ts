import { activity, type Activity } from '../fixtures/pingone-activities';
import { ago, numbers, type Loop, type Paired } from './feedback';

/** The event of a user who proved the code that came to this device. */
export const proved = (paired: Paired, seconds = 0): Activity => activity({ ...paired, date: ago(seconds) });

/** A user with a device of a number that no other test has, and a code under way to it. */
export async function pending(loop: Loop, type = 'SMS'): Promise<{ phone: string; paired: Paired }> {
  const [phone = ''] = numbers(1);
  await loop.pend([phone]);
  const paired = await loop.pair(type, phone.replace('+1', '+1.'));
  return { phone, paired };
}

export const several = (loop: Loop, count: number) =>
  Promise.all(Array.from({ length: count }, () => pending(loop)));

/** The devices that PingOne was asked for, as paths. */
export const lookups = async (loop: Loop): Promise<string[]> =>
  (await loop.requests()).filter(({ path }) => path.includes('/devices/')).map(({ path }) => path);

/** How often PingOne was asked for a token. */
export const tokens = async (loop: Loop): Promise<number> =>
  (await loop.requests()).filter(({ path }) => path.endsWith('/as/token')).length;
