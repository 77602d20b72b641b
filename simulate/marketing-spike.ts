import type { Random } from '../chaos/random';
import { createTraffic, type Traffic } from './passcode-request';
import { createLogin, createLogins, USER_RANGES } from './users';

/** The pace, whatever the size: 20,000 sign-ups in two hours. */
const SIGN_UPS_PER_S = 20_000 / 7_200;
/** Of the sign-ups: from behind an address that a mobile carrier or a company shares among its people. */
const SHARED = 0.7;
const SHARED_ADDRESSES = 60;

/** The link was in an advertisement. Nobody is a bot. @param size sign-ups */
export function createMarketingSpike(size: number, random: Random): Traffic {
  const seconds = size / SIGN_UPS_PER_S;
  const shared = Math.round(size * SHARED);
  const behindCarriers = Array.from({ length: shared }, () => {
    const ip = `203.0.113.${Math.floor(random() * SHARED_ADDRESSES)}`;
    return createLogin(random, random() * seconds, ip);
  }).flat();
  const atHome = createLogins(random, size - shared, 0, seconds);
  return createTraffic([...behindCarriers, ...atHome], [...USER_RANGES]);
}
