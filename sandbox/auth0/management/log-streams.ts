import { randomInt } from 'node:crypto';
import type { Answer } from '../../route';

export interface StreamBody {
  name?: string;
  type?: string;
  status?: string;
  isPriority?: boolean;
  filters?: unknown[];
  pii_config?: unknown;
  sink?: Record<string, unknown>;
  startFrom?: string;
}

export interface Stream extends Omit<StreamBody, 'startFrom'> {
  id: string;
}

/**
 * A tenant's log streams. The token is given back with the rest, as in the recorded answers in
 * https://github.com/auth0/terraform-provider-auth0/blob/main/test/data/recordings/TestAccLogStreamHTTP.yaml
 */
export class LogStreams {
  readonly all: Stream[] = [];

  create({ startFrom: _, ...body }: StreamBody): Answer {
    const id = `lst_${String(randomInt(2 ** 40)).padStart(16, '0')}`;
    const stream = { name: '', isPriority: false, status: 'active', ...body, id };
    this.all.push(stream);
    return { status: 200, body: stream };
  }

  /** What is left out stays; the sink is replaced as a whole. */
  update(stream: Stream, body: StreamBody): Answer {
    Object.assign(stream, body);
    return { status: 200, body: stream };
  }

  delete(stream: Stream): Answer {
    this.all.splice(this.all.indexOf(stream), 1);
    return { status: 204 };
  }
}
