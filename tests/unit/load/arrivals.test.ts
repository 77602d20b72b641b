import { runArrivals } from '../../../load/arrivals';
import { FakeClock, START } from '../../support/fake-clock';

/** When each login was due, and when it came, in milliseconds from the start. */
async function play(count: number, rate: number, stallAt?: number): Promise<[due: number, came: number][]> {
  const clock = new FakeClock();
  const seen: [number, number][] = [];
  let late = 0;
  const now = () => clock.now() + late;
  await clock.run(
    runArrivals(count, rate, { now, wait: clock.wait }, (index, dueAt) => {
      seen.push([dueAt - START, now() - START]);
      if (index === stallAt) late = 250;
    }),
  );
  return seen;
}

test('logins arrive at the rate', async () => {
  const times = [0, 100, 200, 300, 400];
  expect(await play(5, 10)).toEqual(times.map((time) => [time, time]));
});

test('a rate that does not divide a second is kept over the whole', async () => {
  const seen = await play(301, 300);
  expect(seen).toHaveLength(301);
  expect(seen.at(-1)?.[0]).toBeCloseTo(1000, 6);
});

test('after a stall all that is due comes at once, and counts from when it was due', async () => {
  const seen = await play(6, 10, 1);
  expect(seen.map(([due]) => due)).toEqual([0, 100, 200, 300, 400, 500]);
  expect(seen.map(([, came]) => came)).toEqual([0, 100, 350, 350, 400, 500]);
});

test('nobody waits for whoever has come before', async () => {
  const pending: Promise<never>[] = [];
  const clock = new FakeClock();
  await clock.run(runArrivals(10, 100, clock, () => void pending.push(new Promise<never>(() => undefined))));
  expect(pending).toHaveLength(10);
});
