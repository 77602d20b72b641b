import type { Answer, Call } from '../../route';
import type { ManagementAccount } from './account';
import * as bodies from './bodies';
import { GONE, type Endpoint } from './endpoint';
import type { Stream, StreamBody } from './log-streams';

export function createLogStreamEndpoints({ logStreams }: ManagementAccount): Endpoint[] {
  const path = '/log-streams';
  const about = (handle: (stream: Stream, body: unknown) => Answer) => (call: Call, body: unknown) => {
    const found = logStreams.all.find(({ id }) => id === call.params['id']);
    return found === undefined ? GONE : handle(found, body);
  };
  return [
    { method: 'GET', path, scope: 'read:log_streams', handle: () => ({ status: 200, body: logStreams.all }) },
    {
      method: 'POST',
      path,
      scope: 'create:log_streams',
      body: bodies.newStream,
      handle: (_, body) => logStreams.create(body as StreamBody),
    },
    {
      method: 'PATCH',
      path: `${path}/:id`,
      scope: 'update:log_streams',
      body: bodies.changedStream,
      handle: about((stream, body) => logStreams.update(stream, body as StreamBody)),
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      scope: 'delete:log_streams',
      handle: about((stream) => logStreams.delete(stream)),
    },
  ];
}
