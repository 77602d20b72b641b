import type { Clock } from '../../clock';
import type { Answer, Call, Route } from '../../route';
import { createError, createStatusError, createValidationError } from '../error';
import type { Org } from '../org';
import { challengeHook, executeHook } from './call-hook';
import { eventHook, newInlineHook, replacedInlineHook } from './hook-schemas';
import { Hooks, type HookRules, type StoredHook } from './hooks';
import { renderHook } from './render-hook';

const TELEPHONY = 'com.okta.telephony.provider';
/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/InlineHook/ */
const MAX_INLINE_HOOKS = 50;
/** https://developer.okta.com/docs/concepts/event-hooks/: "active and verified" */
const MAX_EVENT_HOOKS = 25;

const inlineHooks: HookRules = {
  title: 'inlineHook',
  idPrefix: 'cal',
  created: newInlineHook,
  replaced: replacedInlineHook,
  /** INFERRED: that a second one is refused, and how. Okta says that an org can have one active telephony hook. */
  findConflict({ type }, others) {
    const isTaken = others.some((one) => one.type === TELEPHONY && one.status === 'ACTIVE');
    if (type === TELEPHONY && isTaken) return 'type: There is an active telephony inline hook already';
    return others.length >= MAX_INLINE_HOOKS ? 'There are too many inline hooks' : undefined;
  },
};

const eventHooks: HookRules = {
  title: 'eventHook',
  idPrefix: 'who',
  created: eventHook,
  replaced: eventHook,
  findConflict(_, others) {
    const working = others.filter((one) => one.status === 'ACTIVE' && one.isVerified);
    return working.length >= MAX_EVENT_HOOKS ? 'There are too many event hooks' : undefined;
  },
};

/**
 * The hooks of an org, as an administrator manages them. No list has pages.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/
 */
export function createHookRoutes(org: Org, clock: Clock): Route[] {
  const inline = new Hooks(inlineHooks, clock);
  const events = new Hooks(eventHooks, clock);
  return [
    ...createRoutes(org, inline, '/api/v1/inlineHooks'),
    ...createRoutes(org, events, '/api/v1/eventHooks'),
    route(org, 'POST', '/api/v1/inlineHooks/:id/execute', async (call) => {
      const hook = inline.find(call.params['id'] ?? '');
      if (hook === undefined) return createStatusError(404);
      const { status, body } = await executeHook(hook, call.body);
      return status === 200
        ? { status, body }
        : createError(400, 'E0000135', 'An inline hook responded with an error.');
    }),
    route(org, 'POST', '/api/v1/eventHooks/:id/lifecycle/verify', async (call) => {
      const hook = events.find(call.params['id'] ?? '');
      if (hook === undefined) return createStatusError(404);
      if (await challengeHook(hook)) return render(events.setVerified(hook), call);
      return createValidationError(
        'eventHook',
        `Unable to verify event hook. Hook ${hook.name} execution failed`,
      );
    }),
  ];
}

function createRoutes(org: Org, hooks: Hooks, path: string): Route[] {
  const found = (handle: (hook: StoredHook, call: Call) => StoredHook | Answer) => (call: Call) => {
    const hook = hooks.find(call.params['id'] ?? '');
    return hook === undefined ? createStatusError(404) : render(handle(hook, call), call);
  };
  return [
    route(org, 'GET', path, (call) => {
      const { type } = call.query;
      const listed = hooks.all().filter((hook) => type === undefined || hook.type === type);
      return { status: 200, body: listed.map((hook) => renderHook(hook, path)) };
    }),
    route(org, 'POST', path, (call) => withBody(call, (body) => render(hooks.create(body), call))),
    route(
      org,
      'GET',
      `${path}/:id`,
      found((hook) => hook),
    ),
    route(org, 'PUT', `${path}/:id`, (call) =>
      withBody(call, (body) => found((hook) => hooks.replace(hook, body))(call)),
    ),
    route(
      org,
      'DELETE',
      `${path}/:id`,
      found((hook) => hooks.remove(hook)),
    ),
    route(
      org,
      'POST',
      `${path}/:id/lifecycle/activate`,
      found((hook) => hooks.setStatus(hook, 'ACTIVE')),
    ),
    route(
      org,
      'POST',
      `${path}/:id/lifecycle/deactivate`,
      found((hook) => hooks.setStatus(hook, 'INACTIVE')),
    ),
  ];
}

/**
 * By default a super administrator alone manages hooks: https://developer.okta.com/docs/guides/hooks-best-practices/
 * INFERRED: that the read-only administrator, whose token the functions have, does not see them either.
 */
function route(
  org: Org,
  method: Route['method'],
  path: string,
  handle: (call: Call) => Answer | Promise<Answer>,
): Route {
  return {
    method,
    path,
    handle(call) {
      const [, token = ''] = /^SSWS (\S+)$/i.exec(call.authorization ?? '') ?? [];
      if (org.isAdministrator(token)) return handle(call);
      return createStatusError(org.isGood(token) ? 403 : 401);
    },
  };
}

function withBody(call: Call, handle: (body: unknown) => Answer): Answer {
  let body: unknown;
  try {
    body = JSON.parse(call.body);
  } catch {
    return createError(400, 'E0000003', 'The request body was not well-formed.');
  }
  return handle(body);
}

function render(outcome: StoredHook | Answer, call: Call): Answer {
  if (!('channel' in outcome)) return outcome;
  const [base = ''] = /^\/api\/v1\/\w+/.exec(call.path) ?? [];
  return { status: 200, body: renderHook(outcome, base) };
}
