import { callConsole, isRefusal } from './bridge';
import { runWhileBusy } from './busy-button';
import { announce, find, make } from './dom';
import { renderBox, renderProblemBox } from './problem-box';
import type { StatusReply } from './replies';
import { renderTable } from './table';

/** What is configured and what is missing. The first answer also tells whether the password is good. */
export function startStatus(parts: { onSandbox: (isSandbox: boolean) => void }) {
  const place = find('status-body');
  const readiness = find('readiness');

  const check = async (): Promise<boolean> => {
    const answer = await callConsole<StatusReply>('status');
    if (!answer.ok) {
      if (isRefusal(answer.problem)) return false;
      place.replaceChildren(renderProblemBox(answer.problem));
      readiness.replaceChildren(renderProblemBox(answer.problem));
      announce(answer.problem.title);
      parts.onSandbox(false);
      return true;
    }
    show(answer.value);
    return true;
  };
  const show = (status: StatusReply) => {
    find('mode').replaceChildren(...renderMode(status.sandbox));
    const what = findObstacle(status);
    readiness.replaceChildren(...(what === undefined ? [] : [what]));
    place.replaceChildren(
      make(
        'div',
        { class: 'halves' },
        make('div', {}, ...renderService(status), ...renderEndpoints(status)),
        renderVariables(status),
      ),
    );
    announce(what === undefined ? 'The bridge is ready to send.' : 'The bridge cannot send yet.');
    parts.onSandbox(status.sandbox);
  };
  const again = find('status-again', HTMLButtonElement);
  again.addEventListener(
    'click',
    () => void runWhileBusy(again, 'Checking', async () => void (await check())),
  );
  return { check };
}

function renderMode(isSandbox: boolean): (Node | string)[] {
  const badge = make('span', { class: isSandbox ? 'badge' : 'badge live' }, isSandbox ? 'Sandbox' : 'Live');
  return isSandbox
    ? [
        badge,
        ' This deployment’s own code runs. Twilio and the providers are stand-ins, and the phone is drawn.',
      ]
    : [badge, ' This deployment’s own code runs. Messages reach real phones, at Twilio’s price.'];
}

/** Why sending will fail, if it is known already. */
function findObstacle({ service }: StatusReply): HTMLElement | undefined {
  if (!service.ok) return renderProblemBox(service.problem);
  return service.custom_code_enabled ? undefined : renderCustomCodesOff(service.friendly_name);
}

function renderCustomCodesOff(name: string): HTMLElement {
  return renderBox(
    'The Verify service takes no custom codes',
    'Every send will be refused with Twilio’s error 60204.',
    `In the Twilio Console: Verify, Services, ${name}, General. Switch on “Enable Custom Verification Code”, and save.`,
  );
}

function renderService({ service: found }: StatusReply): Node[] {
  const row = (isGood: boolean, text: string) => make('li', {}, renderState(isGood ? 'good' : 'bad', text));
  const rows = found.ok
    ? [
        row(true, `“${found.friendly_name}” answers`),
        row(found.custom_code_enabled, `Custom codes are ${found.custom_code_enabled ? 'on' : 'off'}`),
      ]
    : [row(false, found.problem.title)];
  return [make('h3', {}, 'Verify service'), make('ul', { class: 'plain' }, ...rows)];
}

function renderEndpoints({ endpoints: list }: StatusReply): Node[] {
  const rows = list.map(({ path, title, open }) => [
    make('code', {}, path),
    title,
    renderState(open ? 'good' : 'bad', open ? 'open' : 'closed'),
  ]);
  return [make('h3', {}, 'Endpoints'), renderTable(['Path', 'Provider', 'State'], rows)];
}

function renderVariables({ variables: list }: StatusReply): HTMLElement {
  const wrongFirst = [...list].sort((a, b) => Number(a.state === 'ok') - Number(b.state === 'ok'));
  const rows = wrongFirst.map(({ name, problem, for: purpose, set }) => [
    make('code', {}, name),
    purpose,
    problem === null
      ? renderState(set ? 'good' : 'none', set ? 'set' : 'not set')
      : renderState('bad', problem),
  ]);
  return make('div', {}, make('h3', {}, 'Variables'), renderTable(['Name', 'For', 'State'], rows));
}

function renderState(kind: 'good' | 'bad' | 'none', text: string): HTMLElement {
  return make('span', { class: kind }, text);
}
