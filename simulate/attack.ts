import type { Random } from '../chaos/random';
import { drawBlock, drawIndex, getNumberOfBlock, shuffle, type Numbers } from './numbers';
import { createTraffic, type LookupRange, type PasscodeRequest, type Traffic } from './passcode-request';
import { createLogins, USER_RANGES } from './users';

/** A range that a bot's owner earns from, or hides in, and what Lookup says of it if it knows the range. */
export interface Target extends Numbers {
  type?: string;
}

/** Ordinary mobile numbers of countries to which a message is dear: the larger part of the real loss. */
export const DEAR_MOBILES: readonly Target[] = [
  { prefix: '+99450', digits: 12 },
  { prefix: '+99455', digits: 12 },
  { prefix: '+99890', digits: 12 },
  { prefix: '+99893', digits: 12 },
  { prefix: '+99292', digits: 12 },
  { prefix: '+21652', digits: 11 },
  { prefix: '+88018', digits: 13 },
  { prefix: '+62857', digits: 12 },
  { prefix: '+9477', digits: 11 },
  { prefix: '+92300', digits: 12 },
  { prefix: '+7707', digits: 11 },
  { prefix: '+996555', digits: 12 },
];

/** Mobile numbers of the owner's own countries, which no list of prefixes refuses. The last one is Jamaican. */
export const OWN_MOBILES: readonly Target[] = [
  { prefix: '+447398', digits: 12 },
  { prefix: '+9197', digits: 12 },
  { prefix: '+5233', digits: 12 },
  { prefix: '+18764', digits: 11 },
];

/** Rented by the thousand to make accounts. */
export const RENTED: readonly Target[] = [{ prefix: '+16463', digits: 11, type: 'nonFixedVoip' }];

/** No user has one. */
export const NON_GEOGRAPHIC: readonly Target[] = [
  { prefix: '+19002', digits: 11, type: 'premium' },
  { prefix: '+4490987', digits: 12, type: 'premium' },
  { prefix: '+88162', digits: 12, type: 'unknown' },
];

const TARGETS = [...DEAR_MOBILES, ...OWN_MOBILES, ...RENTED, ...NON_GEOGRAPHIC];

/** The pace of the attack, whatever its size: 100,000 requests in a day. */
const REQUESTS_PER_S = 100_000 / 86_400;
const MAX_OF_BLOCK = 2_500;
/** Blocks that are walked through, and addresses that are used, at the same time. */
const BLOCKS_AT_ONCE = 4;
const ADDRESSES_AT_ONCE = 20;
/** Then the bot takes others: 200 for 100,000 requests. */
const REQUESTS_OF_ADDRESS = 500;
/** Of the blocks: those that Lookup does not know as risky yet. */
const FRESH = 0.2;
/** Users beside the requests of the bot. */
const USERS = 0.05;

/**
 * A bot drives the sign-up form. It walks through blocks of 10,000 consecutive numbers, from addresses that it changes,
 * and types no code in. People sign up meanwhile.
 * @param size requests of the bot. A smaller attack is shorter and has fewer blocks and addresses, at the same pace
 */
export function createAttack(size: number, random: Random): Traffic {
  const seconds = size / REQUESTS_PER_S;
  const perBlock = Math.min(MAX_OF_BLOCK, Math.ceil(size / TARGETS.length));
  const order = shuffle(random, TARGETS);
  const blocks = Array.from({ length: Math.ceil(size / perBlock) + BLOCKS_AT_ONCE }, (_, index) => {
    const target = order[index % order.length] as Target;
    return { ...target, block: drawBlock(random, target), start: drawIndex(random) };
  });
  const bots = Array.from({ length: size }, (_, index): Omit<PasscodeRequest, 'code'> => {
    const round = Math.floor(index / (perBlock * BLOCKS_AT_ONCE));
    const { block = '', start = 0 } = blocks[round * BLOCKS_AT_ONCE + (index % BLOCKS_AT_ONCE)] ?? {};
    const group = Math.floor(index / (REQUESTS_OF_ADDRESS * ADDRESSES_AT_ONCE));
    return {
      at: (index / size) * seconds,
      to: getNumberOfBlock(block, start + Math.floor(index / BLOCKS_AT_ONCE)),
      channel: 'sms',
      ip: getBotAddress(group * ADDRESSES_AT_ONCE + Math.floor(random() * ADDRESSES_AT_ONCE)),
      isBot: true,
      approves: false,
    };
  });
  const known = blocks.map(({ block, type }): LookupRange => {
    const risk = Math.round(random() < FRESH ? 10 + random() * 40 : 65 + random() * 33);
    return { prefix: block, risk, ...(type !== undefined && { type }) };
  });
  const users = createLogins(random, Math.round(size * USERS), 0, seconds);
  return createTraffic([...bots, ...users], [...USER_RANGES, ...known]);
}

/** Of 198.18.0.0/15, which is for tests: https://www.rfc-editor.org/rfc/rfc2544#appendix-C */
function getBotAddress(index: number): string {
  return `198.18.${Math.floor(index / 256) % 256}.${index % 256}`;
}
