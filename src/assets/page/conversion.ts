import type { Tally } from '../../core/conversion';
import { callConsole } from './bridge';
import { runWhileBusy } from './busy-button';
import { renderBarChart, formatRate } from './chart';
import { announce, find, make } from './dom';
import { renderProblemBox } from './problem-box';
import type { ConversionReply } from './replies';
import { renderTable } from './table';

const CHANNELS: Readonly<Record<string, string>> = {
  sms: 'Text message',
  call: 'Voice call',
  whatsapp: 'WhatsApp message',
  email: 'E-mail',
  rbm: 'RCS message',
};
const countries = new Intl.DisplayNames('en', { type: 'region' });

/** How long the bridge keeps an answer of Verify. */
const KEPT_MS = 60_000;

type Row = Tally & { name: string };

/** Verify's own count of the last days. It is asked for once it is looked at, and again after something was sent. */
export function startConversion() {
  const place = find('conversion-body');
  const days = find('days', HTMLSelectElement);
  const again = find('conversion-again', HTMLButtonElement);
  let isStale = true;
  let isSeen = false;
  let changedAt = 0;
  /** The latest question: an answer to an earlier one comes too late. */
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const count = async (isAsked: boolean) => {
    isStale = false;
    const mine = ++latest;
    if (place.childElementCount === 0) place.append(make('p', { class: 'hint' }, 'Counting …'));
    const answer = await callConsole<ConversionReply>('conversion', { days: Number(days.value) });
    if (mine !== latest) return;
    place.replaceChildren(
      ...(answer.ok ? renderConversion(answer.value) : [renderProblemBox(answer.problem)]),
    );
    const countedAt = answer.ok ? Date.parse(answer.value.to) : Infinity;
    clearTimeout(timer);
    // What was sent since then is not in it yet.
    if (countedAt < changedAt)
      timer = setTimeout(() => void count(false), Math.max(1_000, countedAt + KEPT_MS - Date.now()));
    if (isAsked) announce(answer.ok ? describeTally(answer.value.total) : answer.problem.title);
  };
  const update = () => void runWhileBusy(again, 'Counting', () => count(true));
  again.addEventListener('click', update);
  days.addEventListener('change', update);
  new IntersectionObserver(([entry]) => {
    isSeen = entry?.isIntersecting ?? false;
    if (isSeen && isStale) void count(false);
  }).observe(find('conversion'));

  return {
    forget(): void {
      isStale = true;
      changedAt = Date.now();
      if (isSeen) void count(false);
    },
  };
}

function renderConversion(reply: ConversionReply): Node[] {
  const { total, by_channel: byChannel, by_country: byCountry, to, cached } = reply;
  const counted = new Date(to).toLocaleTimeString('en-GB');
  const when = make(
    'p',
    { class: 'hint' },
    `Counted at ${counted}${cached ? ', and kept since' : ''}. Verify is asked at most once a minute.`,
  );
  if (total.attempts === 0) return [make('p', { class: 'empty' }, 'No code was sent in these days.'), when];
  const channels = byChannel.map(({ channel, ...tally }) => ({
    name: CHANNELS[channel] ?? channel,
    ...tally,
  }));
  const places = byCountry.map(({ country, ...tally }) => ({ name: getCountryName(country), ...tally }));
  return [
    make(
      'div',
      { class: 'conversion' },
      make('p', { class: 'rate' }, make('b', {}, formatRate(total)), ` ${describeTally(total)}`),
      renderBarChart([...channels, ...places]),
      renderFigures({ name: 'In all', ...total }, channels, places),
    ),
    make('p', { class: 'hint' }, 'A bar is what was sent; its dark part was approved.'),
    when,
  ];
}

function renderFigures(total: Row, channels: Row[], places: Row[]): HTMLElement {
  const rows = [total, ...channels, ...places].map((row) => [
    row.name,
    String(row.attempts),
    String(row.converted),
    formatRate(row),
  ]);
  return renderTable(['By', 'Sent', 'Approved', 'Rate'], rows);
}

function describeTally({ attempts, converted }: Tally): string {
  return `${converted} of ${attempts} ${attempts === 1 ? 'code' : 'codes'} approved`;
}

function getCountryName(code: string): string {
  try {
    return countries.of(code) ?? code;
  } catch {
    return code; // Not ISO 3166: shown as it is.
  }
}
