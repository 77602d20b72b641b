import type { ManagementAccount } from './account';
import * as bodies from './bodies';
import type { Endpoint } from './endpoint';
import type { Stream, StreamBody } from './log-streams';
import { createResourceEndpoints } from './resource-endpoints';

export const createLogStreamEndpoints = ({ logStreams }: ManagementAccount): Endpoint[] =>
  createResourceEndpoints<Stream, StreamBody>({
    path: '/log-streams',
    scope: 'log_streams',
    created: bodies.newStream,
    changed: bodies.changedStream,
    all: () => logStreams.all,
    list: () => ({ status: 200, body: logStreams.all }),
    create: (body) => logStreams.create(body),
    update: (stream, body) => logStreams.update(stream, body),
    delete: (stream) => logStreams.delete(stream),
  });
