import { copyable } from './copying';
import { find, make } from './dom';

const FORM = 'application/x-www-form-urlencoded';
/** As docs/pingone.md has it. PingOne puts its values in the place of the variables. */
const PINGONE_BODY = 'to=${to}&otp=${otp}&message=${message}&from=${from}&locale=${locale}';

/** What to paste at each provider. Secrets are named and never shown: this page does not know them. */
export function startConnect(): void {
  const { origin } = location;
  const isLocal = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  find('connect-note').textContent = isLocal
    ? 'These are the addresses on this machine. On a deployment this page shows those of the deployment.'
    : 'Paste these at your provider. The secrets are in the .env that was deployed, and are not shown here.';
  find('connect-body').append(
    make(
      'div',
      {},
      make('h3', {}, 'PingOne'),
      make(
        'dl',
        {},
        copyable('SMS request', `${origin}/pingone/sms`, 'POST, in the Custom Provider'),
        copyable('Voice request', `${origin}/pingone/voice`, 'POST, in the same provider'),
        copyable('Body of both', PINGONE_BODY),
        copyable('Header Content-Type', FORM),
        secret(
          'Authorization',
          'Basic: the values of PINGONE_USERNAME and PINGONE_PASSWORD; also for the webhook',
        ),
        copyable('Webhook', `${origin}/pingone/events`, 'For OTP.CHECK_SUCCESS and DEVICE.ACTIVATED'),
      ),
    ),
    make(
      'div',
      {},
      make('h3', {}, 'Auth0'),
      make(
        'dl',
        {},
        copyable(
          'Secret BRIDGE_URL of the Action',
          origin,
          'actions/custom-phone-provider.js or send-phone-message.js',
        ),
        secret('Secret BRIDGE_TOKEN of the Action', 'The value of AUTH0_ACTION_TOKEN'),
        copyable('Where the Action posts to', `${origin}/auth0/send`, 'Bearer, JSON: {"event":{…}}'),
        copyable('Payload URL of the log stream', `${origin}/auth0/log-stream`),
        copyable('Content Type', 'application/json', 'Content Format: JSON Array'),
        secret('Authorization Token', 'The value of AUTH0_LOG_STREAM_TOKEN'),
      ),
    ),
  );
}

function secret(label: string, where: string): HTMLElement {
  return make('div', { class: 'copyable' }, make('dt', {}, label), make('dd', { class: 'hint' }, where));
}
