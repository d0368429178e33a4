import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../../local/functions-host/triggers/parse-schedule.js';

function next(schedule: string, after: string): string | undefined {
  const ms = parseSchedule(schedule).next(Date.parse(after));
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

describe('parseSchedule', () => {
  it.each([
    ['0 */5 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00.000Z'],
    ['0 */5 * * * *', '2026-01-01T23:59:59.999Z', '2026-01-02T00:00:00.000Z'],
    ['*/10 * * * * *', '2026-01-01T00:00:09.500Z', '2026-01-01T00:00:10.000Z'],
    ['0 30 9 * * 1-5', '2026-11-20T09:30:00Z', '2026-11-23T09:30:00.000Z'],
    ['0 30 9 * * Mon-Fri', '2026-11-20T09:30:00Z', '2026-11-23T09:30:00.000Z'],
    ['0 0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['0 0 0 1 Jan *', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['0 0 0 13 * 5', '2026-01-01T00:00:00Z', '2026-02-13T00:00:00.000Z'],
    ['5,7 0 0 * * *', '2026-01-01T00:00:05Z', '2026-01-01T00:00:07.000Z'],
    ['0 10/20 * * * *', '2026-01-01T00:10:00Z', '2026-01-01T00:30:00.000Z'],
    ['15 3 * * *', '2026-01-01T00:00:00Z', '2026-01-01T03:15:00.000Z'],
    ['00:05:00', '2026-01-01T00:00:30Z', '2026-01-01T00:05:30.000Z'],
    ['1.00:00:00', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00.000Z'],
  ])('%s after %s is due at %s', (schedule, after, expected) => {
    expect(next(schedule, after)).toBe(expected);
  });

  it('is never due for a day that does not exist', () => {
    expect(next('0 0 0 30 2 *', '2026-01-01T00:00:00Z')).toBeUndefined();
  });

  it.each([
    '',
    '* * * *',
    '60 * * * * *',
    '0 0 24 * * *',
    '0 0 0 0 * *',
    '0 0 0 * * 7',
    '0 5-1 * * * *',
    '0 */0 * * * *',
    '0 x * * * *',
    '00:00:00',
  ])('refuses %j', (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow();
  });

  it('is always due later, on a whole second that the expression allows', () => {
    const times = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 59 }), fc.integer({ min: 0, max: 23 }), (after, step, hour) => {
        const dueMs = parseSchedule(`0 */${step} ${hour} * * *`).next(after.getTime()) ?? 0;
        const due = new Date(dueMs);
        expect(dueMs).toBeGreaterThan(after.getTime());
        expect([due.getUTCSeconds(), due.getUTCMilliseconds(), due.getUTCMinutes() % step, due.getUTCHours()]).toEqual([
          0,
          0,
          0,
          hour,
        ]);
        expect(dueMs - after.getTime()).toBeLessThanOrEqual(24 * 3600 * 1000);
      }),
    );
  });
});
