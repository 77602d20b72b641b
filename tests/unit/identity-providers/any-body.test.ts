import { parse as parseForm } from 'node:querystring';
import * as fc from 'fast-check';
import { providers } from '../../../src/identity-providers/registry';

/** No parser of any provider throws, whatever comes; and what one accepts can be sent. */

const otpRoutes = providers.flatMap(({ otpRoutes, profile }) =>
  otpRoutes.map((route) => ({
    ...route,
    samples: profile.callers
      .filter(({ path }) => path === route.path)
      .map(({ renderRequest }) => renderRequest('+14155552671', '012345'))
      .map(({ contentType, body }) =>
        contentType === 'application/json' ? (JSON.parse(body) as object) : { ...parseForm(body) },
      ),
  })),
);

const hostile = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '+',
    '__proto__',
    'constructor',
    [],
    {},
    { toString: 1, valueOf: 1 },
    null,
    -0,
    NaN,
    1e21,
    '１２３４５６',
    '0'.repeat(5_000),
  ),
);

/** A sample in which one or several values, at any depth, are others. */
function spoil(value: unknown, replacements: Iterator<unknown>, at: { left: number }): unknown {
  at.left -= 1;
  if (at.left === 0) return replacements.next().value;
  if (Array.isArray(value)) return value.map((one) => spoil(one, replacements, at));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoil(one, replacements, at)]));
}

test.each(otpRoutes)(
  '$path takes any body, and what it accepts is a number and a code',
  ({ parseRequest, samples }) => {
    const bodies = fc.oneof(
      fc.dictionary(fc.string(), hostile),
      ...samples.map((sample) =>
        fc
          .tuple(fc.integer({ min: 2, max: 40 }), hostile)
          .map(([left, value]) => spoil(sample, [value].values(), { left }) as Record<string, unknown>),
      ),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const result = parseRequest(body);
        if (result.ok) {
          expect(result.value.to).toMatch(/^\+[1-9][0-9]{6,14}$/);
          expect(result.value.passcode).toMatch(/^[0-9]{4,10}$/);
          expect(['sms', 'call']).toContain(result.value.channel);
          expect(JSON.stringify(result.value.tags)).not.toMatch(/\d{7}/);
        } else {
          expect(['invalid_request', 'not_an_otp']).toContain(result.problem.code);
          if (result.problem.code === 'invalid_request') expect(result.problem.errors).not.toEqual([]);
          expect(result.problem.detail.length).toBeLessThan(600);
          expect(result.problem.detail).not.toContain('012345');
        }
      }),
      { numRuns: 500 },
    );
  },
);

const eventRoutes = providers.flatMap(({ eventRoute: route, profile }) => {
  if (route === undefined) return [];
  const date = '2026-01-02T03:04:05.678Z';
  const samples = profile.callers.flatMap(({ renderEvents }) => renderEvents?.('+14155552671', date) ?? []);
  return [{ path: route.path, route, samples }];
});

test.each(eventRoutes)('$path takes any batch, and counts every record', ({ samples, route }) => {
  const bodies = fc.oneof(
    fc.dictionary(fc.string(), hostile),
    fc.array(hostile, { maxLength: 5 }).map((events) => ({ ...events })),
    ...samples.map((sample) =>
      fc
        .tuple(fc.integer({ min: 2, max: 60 }), hostile)
        .map(([left, value]) => ({ ...(spoil(sample, [value].values(), { left }) as object) })),
    ),
  );
  fc.assert(
    fc.property(bodies, (body) => {
      const events = route.readEvents(body);
      if (!events.ok) return expect(events.problem.code).toBe('invalid_request');
      for (const event of events.value) {
        const outcome = route.parseEvent(event);
        expect(['success', 'irrelevant', 'unmappable']).toContain(outcome.kind);
        // It becomes a part of a path.
        if (outcome.kind === 'success') expect(outcome.reference).toMatch(/^[+\w/-]{1,200}$/);
      }
    }),
    { numRuns: 500 },
  );
});
