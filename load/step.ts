import { setTimeout as wait } from 'node:timers/promises';
import { runArrivals } from './arrivals';
import { post } from './caller';
import { pairDevices, type Deployment } from './deployment';
import { EventStream } from './event-stream';
import { createLogin, type Login } from './login';
import type { LoadProvider } from './providers';
import { Series, type Summary } from './series';

/** One row of the table. */
export interface Row extends Summary {
  provider: string;
  rate: number;
  /** `send`: requests of passcodes. `feedback`: batches. `login`: from the send to the report that it was used. */
  step: 'send' | 'feedback' | 'login';
}

/** Monotonic: a correction of the machine's clock is no latency. */
const clock = { now: () => performance.now(), wait: (ms: number) => wait(ms) };

/**
 * Plays logins at one rate: each is a send, and after its answer the event that the passcode was used.
 * @param first the index of the first login; no two steps of a run share one
 */
export async function runStep(
  provider: LoadProvider,
  deployment: Deployment,
  rate: number,
  seconds: number,
  first: number,
): Promise<Row[]> {
  const count = rate * seconds;
  const devices = provider.needsDevice ? await pairDevices(deployment, first, count) : [];
  const series = { send: new Series(), feedback: new Series(), login: new Series() };
  const stream = new EventStream(provider, deployment.url, series.feedback, series.login);
  const url = `${deployment.url}/${provider.sendPath}`;
  const send = async (login: Login) => {
    const { error } = await post(url, provider.sendAuthorization, provider.renderSend(login));
    series.send.add(login.dueAt, performance.now(), error);
    if (error === undefined) stream.add(login);
  };
  const sends: Promise<void>[] = [];
  const startedAt = clock.now();
  await runArrivals(count, rate, clock, (index, dueAt) => {
    const device = devices[index];
    sends.push(send({ ...createLogin(first + index, dueAt), ...(device !== undefined && { device }) }));
  });
  await Promise.all(sends);
  await stream.end();
  const steps = ['send', 'feedback', 'login'] as const;
  return steps.map((step) => ({
    provider: provider.name,
    rate,
    step,
    ...series[step].summarize(startedAt, seconds),
  }));
}
