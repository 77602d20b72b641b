import fc from 'fast-check';
import { parseTime } from '../../src/core/time';

const SECOND = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  ['2026-01-02T03:04:05Z', SECOND],
  ['2026-01-02T03:04:05.6Z', SECOND + 600],
  ['2026-01-02T03:04:05.67Z', SECOND + 670],
  ['2026-01-02T03:04:05.678Z', SECOND + 678],
  ['2026-01-02T03:04:05.678999999Z', SECOND + 678],
  ['2026-01-02T03:04:05+00:00', SECOND],
  ['2026-01-02T03:04:05-00:00', SECOND],
  ['2026-01-02T05:04:05.001+02:00', SECOND + 1],
  ['2026-01-01T15:34:05-11:30', SECOND],
  // Without a zone it is UTC, wherever this runs.
  ['2026-01-02T03:04:05', SECOND],
  ['2026-01-02 03:04:05.149000000', SECOND + 149],
  ['2026-01-02T05:04:05+0200', SECOND],
  ['2026-01-02T03:04Z', SECOND - 5_000],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['1969-12-31T23:59:59Z', -1_000],
])('%s is read', (text, ms) => {
  expect(parseTime(text)).toBe(ms);
});

test.each<[unknown]>([
  [undefined],
  [null],
  [''],
  [0],
  [SECOND],
  [String(SECOND)],
  [true],
  [{}],
  [['2026-01-02T03:04:05Z']],
  [new Date(SECOND)],
  ['yesterday'],
  ['2026-01-02'],
  ['2026-01-02T03Z'],
  ['2026-01-02T03:04:05+02'],
  ['03:04:05Z'],
  ['2026-1-2T03:04:05Z'],
  ['26-01-02T03:04:05Z'],
  ['+002026-01-02T03:04:05Z'],
  ['2026-13-01T00:00:00Z'],
  ['2026-00-01T00:00:00Z'],
  ['2026-01-32T00:00:00Z'],
  ['2026-01-02T25:00:00Z'],
  ['2026-01-02T03:60:00Z'],
  ['2026-01-02T03:04:05.Z'],
  ['2026-01-02T03:04:05.1234567890Z'],
  ['2026-01-02T03:04:05+99:99'],
  ['2026-01-02T03:04:05Z and more'],
  [' 2026-01-02T03:04:05Z'],
  ['2026-01-02T03:04:05Z\n'],
  ['٢٠٢٦-٠١-٠٢T٠٣:٠٤:٠٥Z'],
  ['Fri, 02 Jan 2026 03:04:05 GMT'],
  ['[...]'],
])('%j is no time', (value) => {
  expect(parseTime(value)).toBeUndefined();
});

const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9998-12-31T23:59:59Z') };
const dates = fc.date({ ...years, noInvalidDate: true });

test('what toISOString writes is read back', () => {
  fc.assert(fc.property(dates, (date) => expect(parseTime(date.toISOString())).toBe(date.getTime())));
});

test('the same moment in another zone is the same time', () => {
  const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(dates, offsets, (date, minutes) => {
      const there = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
      const size = Math.abs(minutes);
      const two = (n: number) => String(n).padStart(2, '0');
      const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
      fc.pre(/^\d{4}-/.test(there));
      expect(parseTime(there + zone)).toBe(date.getTime());
    }),
  );
});

test('anything else gives whole milliseconds or nothing, and never throws', () => {
  const nearly = fc
    .tuple(fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}/), fc.string())
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), nearly), (value) => {
      const ms = parseTime(value);
      expect(ms === undefined || Number.isInteger(ms)).toBe(true);
    }),
  );
});
