import type { Random } from '../chaos/random';
import { getNumberOfBlock } from './numbers';
import { createTraffic, type Traffic } from './passcode-request';
import { createLogin, createLogins, USER_RANGES } from './users';

const DAY_S = 86_400;
const HOUR_S = 3_600;
/** Of the logins: people of one company, who come to work in one hour behind one address, with phones of one contract. */
const OFFICE = 0.03;
const OFFICE_ADDRESS = '203.0.113.10';
const OFFICE_BLOCK = '+491517890';

/** A day without a bot. @param size logins */
export function createNormalDay(size: number, random: Random): Traffic {
  const colleagues = Math.round(size * OFFICE);
  const office = Array.from({ length: colleagues }, (_, index) => {
    const at = 9 * HOUR_S + random() * HOUR_S;
    return createLogin(random, at, OFFICE_ADDRESS, getNumberOfBlock(OFFICE_BLOCK, index));
  }).flat();
  const others = createLogins(random, size - colleagues, 0, DAY_S);
  return createTraffic([...office, ...others], [...USER_RANGES]);
}
