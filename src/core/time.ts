/** ISO 8601 with a date and a time. Auth0 and PingOne write UTC, so a time without a zone is read as UTC. */
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/;

/** @returns milliseconds since the epoch, or undefined if the value is not a time */
export function parseTime(value: unknown): number | undefined {
  const [, date, time, seconds = ':00', fraction = '', zone = 'Z'] =
    (typeof value === 'string' && TIME.exec(value)) || [];
  if (date === undefined) return undefined;
  const offset = zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const ms = Date.parse(`${date}T${time}${seconds}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}
