import type { ManagementAccount } from './account';
import { show, type Action, type ActionBody } from './actions';
import * as bodies from './bodies';
import { answerPage, type Endpoint } from './endpoint';
import { createResourceEndpoints, withFound } from './resource-endpoints';

/** The Actions, and the flow of send-phone-message. */
export function createActionEndpoints({ actions, phone }: ManagementAccount): Endpoint[] {
  const path = '/actions/actions';
  const one = `${path}/:id`;
  const flow = '/actions/triggers/send-phone-message/bindings';
  const all = () => actions.all;
  const isBound = (action: Action) => phone.bindings.some((binding) => binding.action === action);
  return [
    ...createResourceEndpoints<Action, ActionBody>({
      path,
      scope: 'actions',
      created: bodies.newAction,
      changed: bodies.changedAction,
      all,
      list: ({ query }) => {
        const found = actions.all.filter(({ trigger }) =>
          [undefined, trigger.id].includes(query['triggerId']),
        );
        return answerPage('actions', found.map(show), query);
      },
      create: (body) => actions.create(body),
      update: (action, body) => actions.update(action, body),
      delete: (action) => actions.delete(action, isBound(action)),
    }),
    {
      method: 'GET',
      path: one,
      scope: 'read:actions',
      handle: withFound(all, (action) => actions.read(action)),
    },
    {
      method: 'POST',
      path: `${one}/deploy`,
      scope: 'create:actions',
      handle: withFound(all, (action) => actions.deploy(action)),
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
