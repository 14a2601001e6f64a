import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { expect, it } from 'vitest';
import { findZone } from '../../src/core/zones.ts';

const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const seconds = fc.integer({ min: Date.UTC(1960, 0) / 1_000, max: Date.UTC(2040, 0) / 1_000 });

it('an offset that is remembered is that of the calendar, in every zone', () => {
  fc.assert(
    fc.property(zones, seconds, fc.integer({ min: 0, max: 59 }), (id, second, later) => {
      for (const instant of [second * 1_000, (second + later) * 1_000, second * 1_000]) {
        expect(findZone(id).offset(instant)).toBe(new IANAZone(id).offset(instant));
      }
    }),
  );
});

it.each([
  ['Europe/Paris', '2026-03-29T01:00:00Z', 60, 120],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 630, 660],
  ['Antarctica/Casey', '2020-10-03T16:01:00Z', 480, 660],
  ['America/St_Johns', '2011-03-13T03:31:00Z', -210, -150],
])('%s changes at %s, to the millisecond', (id, at, before, after) => {
  const change = Date.parse(at);
  const asked = [change, change - 1, change - 60_000, change + 60_000].map((instant) => findZone(id).offset(instant));
  expect(asked).toEqual([after, before, before, after]);
});

it('what is no zone is refused', () => {
  expect(() => findZone('Europe/Atlantis')).toThrow(RangeError);
});
