import { randomInt } from 'node:crypto';
import type { Clock } from '../clock';
import { BoundedList } from '../bounded';
import type { LogRecord, TenantLogEntry } from './log-record';
import type { LogStream } from './stream';

/** What the tenant's administrator can read, and what its log stream is fed from. */
export class TenantLog {
  readonly stream: LogStream;
  readonly #clock: Clock;
  readonly #entries = new BoundedList<TenantLogEntry>(1000);

  constructor(clock: Clock, stream: LogStream) {
    this.#clock = clock;
    this.stream = stream;
  }

  add(record: LogRecord): void {
    const date = new Date(this.#clock.now()).toISOString();
    const digits = Array.from({ length: 34 }, () => randomInt(10)).join('');
    const entry = { date, ...record, log_id: `900${date.slice(0, 4)}${digits}` };
    this.#entries.add(entry);
    this.stream.add(entry);
  }

  all(): readonly TenantLogEntry[] {
    return this.#entries.all();
  }

  of(userId: string): readonly TenantLogEntry[] {
    return this.all().filter((entry) => entry.user_id === userId);
  }
}
