import type { Answer, Call } from '../../route';
import type { ManagementAccount } from './account';
import { show, type Action, type ActionBody } from './actions';
import * as bodies from './bodies';
import { answerPage, GONE, type Endpoint } from './endpoint';

/** The Actions, and the flow of send-phone-message. */
export function createActionEndpoints({ actions, phone }: ManagementAccount): Endpoint[] {
  const path = '/actions/actions';
  const one = `${path}/:id`;
  const flow = '/actions/triggers/send-phone-message/bindings';
  const about = (handle: (action: Action, body: unknown) => Answer) => (call: Call, body: unknown) => {
    const found = actions.all.find(({ id }) => id === call.params['id']);
    return found === undefined ? GONE : handle(found, body);
  };
  const isBound = (action: Action) => phone.bindings.some((binding) => binding.action === action);
  return [
    {
      method: 'GET',
      path,
      scope: 'read:actions',
      handle: ({ query }) => {
        const found = actions.all.filter(({ trigger }) =>
          [undefined, trigger.id].includes(query['triggerId']),
        );
        return answerPage('actions', found.map(show), query);
      },
    },
    {
      method: 'POST',
      path,
      scope: 'create:actions',
      body: bodies.newAction,
      handle: (_, body) => actions.create(body as ActionBody),
    },
    { method: 'GET', path: one, scope: 'read:actions', handle: about((action) => actions.read(action)) },
    {
      method: 'PATCH',
      path: one,
      scope: 'update:actions',
      body: bodies.changedAction,
      handle: about((action, body) => actions.update(action, body as ActionBody)),
    },
    {
      method: 'DELETE',
      path: one,
      scope: 'delete:actions',
      handle: about((action) => actions.delete(action, isBound(action))),
    },
    {
      method: 'POST',
      path: `${one}/deploy`,
      scope: 'create:actions',
      handle: about((action) => actions.deploy(action)),
    },
    {
      method: 'GET',
      path: flow,
      scope: 'read:actions',
      handle: ({ query }) => answerPage('bindings', phone.showBindings(), query),
    },
    {
      method: 'PATCH',
      path: flow,
      scope: 'update:actions',
      body: bodies.bindings,
      handle: (_, body) => phone.bind((body as { bindings?: [] }).bindings ?? []),
    },
  ];
}
