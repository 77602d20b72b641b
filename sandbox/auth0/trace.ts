import type { Attempt } from '../delivery';
import { html, type Fragment, type Html } from '../page';
import type { Auth0 } from './auth0';
import type { Session } from './sessions';
import type { Batch } from './stream';
import type { TenantLogEntry } from './log-record';
import type { User } from './users';

/** What goes on behind a page, for whoever looks on: the phone, the tenant's log and, at the end, the log stream. */
export function renderTrace(auth0: Auth0, session: Session, user: User, isOver = false): Html {
  const since = new Date(session.startedAt).toISOString();
  const isOwn = ({ user_id: id, date }: TenantLogEntry) => id === user.id && date >= since;
  const phone = (session.challenge ?? session.proved)?.phone ?? user.phone;
  // A message's time is in whole seconds.
  const hasCome = ({ to, at }: { to: string; at: string }) =>
    to === phone && at.slice(0, 19) >= since.slice(0, 19);
  const messages = auth0.phones.all().filter(hasCome).slice(-3);
  const logs = auth0.log.all().filter(isOwn).slice(-8);
  if (logs.length === 0) return html``;
  const batches = auth0.stream.batches.all().filter(({ entries }) => entries.some(isOwn));
  return html`<p class="quiet">
      The rest is what happens behind the page; Auth0 shows the user none of it. Messages go through
      <code>actions/${session.action}.js</code>.
      <a href="/sandbox/auth0/logs" target="_blank" rel="noopener">All of it as JSON</a>
    </p>
    ${renderBox(
      'On the phone',
      messages.map(({ channel, text }) => html`${channel === 'sms' ? 'Text' : 'Call'}: ${text}`),
    )}
    ${renderBox('In the tenant’s log', logs.map(renderLogEntry))}
    ${isOver && renderBox('Sent to the log stream, and its answers', batches.slice(-6).map(renderBatch))}`;
}

function renderBox(title: string, lines: readonly Html[]): Html {
  return html`<section class="hint" aria-label="${title}">
    <p><strong>${title}</strong></p>
    ${
      lines.length === 0
        ? html`<p>Nothing.</p>`
        : html`<ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>`
    }
  </section>`;
}

/** Where the description leaves it out, the reason of a failure stands in the details alone. */
function renderLogEntry({ type, description, details }: TenantLogEntry): Html {
  const { failure_details: failure } = details as { failure_details?: { message: string } };
  const reason: Fragment =
    failure !== undefined && !description.includes(failure.message) && html` ${failure.message}`;
  return html`<code>${type}</code> ${description}${reason}`;
}

function renderBatch({ entries, format, attempts }: Batch): Html {
  const tries = attempts.length > 1 && html`, ${attempts.length} times`;
  const types = entries.map(({ type }, index) => html`${index > 0 && ', '}<code>${type}</code>`);
  return html`${types} as ${format}${tries}: <strong>${describeAnswer(attempts.at(-1))}</strong>`;
}

/** `200 received 2, approved 1, irrelevant 1`, without the counts that are zero; of a refusal its code. */
function describeAnswer(last: Attempt | undefined): string {
  if (last === undefined || last.status === null) return `no answer (${last?.error ?? ''})`;
  const { code, skipped, ...counts } = Object(last.body) as Record<string, unknown>;
  if (last.status !== 200) return `${last.status} ${typeof code === 'string' ? code : ''}`;
  const told = Object.entries({ ...counts, ...Object(skipped) } as Record<string, unknown>);
  return `200 ${told
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ')}`;
}
