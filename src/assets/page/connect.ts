import { profiles } from '../../identity-providers/profiles';
import { renderCopyField } from './copy-field';
import { find, make } from './dom';

/** What to paste at each provider. Secrets are named and never shown: this page does not know them. */
export function startConnect(): void {
  const { origin } = location;
  const isLocal = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  find('connect-note').textContent = isLocal
    ? 'These are the addresses on this machine. On a deployment this page shows those of the deployment.'
    : 'Paste these at your provider. The secrets are in the .env that was deployed, and are not shown here.';
  const parts = profiles.map(({ title, setup }) => {
    const rows = setup.map(({ label, value, hint = '' }) =>
      value === undefined
        ? renderSecret(label, hint)
        : renderCopyField(label, value.replace('{origin}', origin), hint || undefined),
    );
    return make('div', {}, make('h3', {}, title), make('dl', {}, ...rows));
  });
  find('connect-body').append(...parts);
}

function renderSecret(label: string, where: string): HTMLElement {
  return make('div', { class: 'copyable' }, make('dt', {}, label), make('dd', { class: 'hint' }, where));
}
