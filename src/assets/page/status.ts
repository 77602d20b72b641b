import { ask, isRefusal } from './bridge';
import { busy } from './busy';
import { announce, find, make } from './dom';
import { box, problemBox } from './problem-box';
import type { StatusReply } from './replies';
import { table } from './table';

/** What is configured and what is missing. The first answer also tells whether the password is good. */
export function startStatus(parts: { onSandbox: (isSandbox: boolean) => void }) {
  const place = find('status-body');
  const readiness = find('readiness');

  const check = async (): Promise<boolean> => {
    const answer = await ask<StatusReply>('status');
    if (!answer.ok) {
      if (isRefusal(answer.problem)) return false;
      place.replaceChildren(problemBox(answer.problem));
      readiness.replaceChildren(problemBox(answer.problem));
      announce(answer.problem.title);
      parts.onSandbox(false);
      return true;
    }
    show(answer.value);
    return true;
  };
  const show = (status: StatusReply) => {
    find('mode').replaceChildren(...mode(status.sandbox));
    const what = whatPrevents(status);
    readiness.replaceChildren(...(what === undefined ? [] : [what]));
    place.replaceChildren(
      make(
        'div',
        { class: 'halves' },
        make('div', {}, ...service(status), ...endpoints(status)),
        variables(status),
      ),
    );
    announce(what === undefined ? 'The bridge is ready to send.' : 'The bridge cannot send yet.');
    parts.onSandbox(status.sandbox);
  };
  const again = find('status-again', HTMLButtonElement);
  again.addEventListener('click', () => void busy(again, 'Checking', async () => void (await check())));
  return { check };
}

function mode(isSandbox: boolean): (Node | string)[] {
  const badge = make('span', { class: isSandbox ? 'badge' : 'badge live' }, isSandbox ? 'Sandbox' : 'Live');
  return isSandbox
    ? [
        badge,
        ' This deployment’s own code runs. Twilio and the providers are stand-ins, and the phone is drawn.',
      ]
    : [badge, ' This deployment’s own code runs. Messages reach real phones, at Twilio’s price.'];
}

/** Why sending will fail, if it is known already. */
function whatPrevents({ service }: StatusReply): HTMLElement | undefined {
  if (!service.ok) return problemBox(service.problem);
  return service.custom_code_enabled ? undefined : customCodesOff(service.friendly_name);
}

function customCodesOff(name: string): HTMLElement {
  return box(
    'The Verify service takes no custom codes',
    'Every send will be refused with Twilio’s error 60204.',
    `In the Twilio Console: Verify, Services, ${name}, General. Switch on “Enable Custom Verification Code”, and save.`,
  );
}

function service({ service: found }: StatusReply): Node[] {
  const row = (isGood: boolean, text: string) => make('li', {}, state(isGood ? 'good' : 'bad', text));
  const rows = found.ok
    ? [
        row(true, `“${found.friendly_name}” answers`),
        row(found.custom_code_enabled, `Custom codes are ${found.custom_code_enabled ? 'on' : 'off'}`),
      ]
    : [row(false, found.problem.title)];
  return [make('h3', {}, 'Verify service'), make('ul', { class: 'plain' }, ...rows)];
}

function endpoints({ endpoints: list }: StatusReply): Node[] {
  const rows = list.map(({ path, title, open }) => [
    make('code', {}, path),
    title,
    state(open ? 'good' : 'bad', open ? 'open' : 'closed'),
  ]);
  return [make('h3', {}, 'Endpoints'), table(['Path', 'Provider', 'State'], rows)];
}

function variables({ variables: list }: StatusReply): HTMLElement {
  const wrongFirst = [...list].sort((a, b) => Number(a.state === 'ok') - Number(b.state === 'ok'));
  const rows = wrongFirst.map(({ name, problem, for: purpose, set }) => [
    make('code', {}, name),
    purpose,
    problem === null ? state(set ? 'good' : 'none', set ? 'set' : 'not set') : state('bad', problem),
  ]);
  return make('div', {}, make('h3', {}, 'Variables'), table(['Name', 'For', 'State'], rows));
}

function state(kind: 'good' | 'bad' | 'none', text: string): HTMLElement {
  return make('span', { class: kind }, text);
}
