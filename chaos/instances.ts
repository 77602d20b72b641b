import { startInstance, type Instance, type Reply } from './instance';
import type { Random } from './random';

const INSTANCES = 3;

export interface Instances {
  call: (event: object) => Promise<Reply>;
  /** The most memory that one of them held. */
  maxRssMb(): number;
  end(): void;
}

/**
 * The instances of a deployed function. Each delivery reaches one of several at random, and an instance ends, with all
 * that it remembers, after a random number of deliveries.
 * @param isWarm one instance for all deliveries instead
 */
export function startInstances(
  name: string,
  environment: Record<string, string>,
  random: Random,
  isWarm: boolean,
): Instances {
  const instances: (Instance | undefined)[] = [];
  let maxRssMb = 0;
  return {
    async call(event) {
      const slot = isWarm ? 0 : Math.floor(random() * INSTANCES);
      const instance = (instances[slot] ??= startInstance(name, environment));
      const reply = await instance.call(event);
      maxRssMb = Math.max(maxRssMb, instance.maxRssMb());
      if (!isWarm && random() < 0.5) {
        instance.end();
        instances[slot] = undefined;
      }
      return reply;
    },
    maxRssMb: () => maxRssMb,
    end: () => instances.forEach((instance) => instance?.end()),
  };
}
