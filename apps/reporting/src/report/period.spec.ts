import { DateTime } from 'luxon';
import { stepsOf } from './buckets';
import { periodBefore } from './period';

describe('the period before', () => {
  const now = new Date('2026-11-02T12:00:00Z');
  const zone = { timeZone: 'Europe/Berlin' };

  it.each([
    ['today', '2026-10-31T23:00:00.000Z', '2026-11-01T23:00:00.000Z'],
    ['yesterday', '2026-10-30T23:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['last_7_days', '2026-10-19T22:00:00.000Z', '2026-10-26T23:00:00.000Z'],
    ['this_week', '2026-10-25T23:00:00.000Z', '2026-11-01T23:00:00.000Z'],
    ['this_month', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['this_year', '2024-12-31T23:00:00.000Z', '2025-12-31T23:00:00.000Z'],
  ])('of %s is the same one step earlier, by the clocks of the zone', (preset, from, to) => {
    expect(periodBefore({ preset, ...zone }, now)).toEqual({ from, to });
  });

  it.each([
    [
      'a day of 25 hours',
      '2026-10-25T00:00:00+02:00',
      '2026-10-26T00:00:00+01:00',
      '2026-10-23T22:00:00.000Z',
    ],
    ['a month', '2026-03-01T00:00:00+01:00', '2026-04-01T00:00:00+02:00', '2026-01-31T23:00:00.000Z'],
    ['an hour', '2026-10-25T10:00:00+01:00', '2026-10-25T11:00:00+01:00', '2026-10-25T08:00:00.000Z'],
  ])('of %s is one of the same kind', (_what, from, to, before) => {
    const previous = periodBefore({ from, to, ...zone }, now);
    expect(previous.from).toBe(before);
    expect(Date.parse(previous.to)).toBe(Date.parse(from));
  });

  it('is refused where an end is missing', () => {
    expect(() => periodBefore({ from: '2026-10-25T00:00:00Z' }, now)).toThrow('only where from and to');
  });
});

describe('the steps of a period', () => {
  const steps = (unit: 'hour' | 'day', zone: string, from: string, to: string) =>
    stepsOf(unit, DateTime.fromISO(from, { zone }), DateTime.fromISO(to, { zone }));

  it('give a day 25 or 23 hours where the clocks are put back or on', () => {
    const day = (of: string) => {
      const from = DateTime.fromISO(of, { zone: 'Europe/Berlin' });
      return stepsOf('hour', from, from.plus({ days: 1 })).length;
    };
    expect([day('2026-10-25'), day('2026-03-29'), day('2026-10-24')]).toEqual([25, 23, 24]);
  });

  it('begin at the full hours of a half-hour zone, cut at both ends', () => {
    const hours = steps('hour', 'Asia/Kolkata', '2026-11-01T10:10:00+05:30', '2026-11-01T12:05:00+05:30');
    expect(hours.map(({ start }) => start.toFormat('HH:mm'))).toEqual(['10:10', '11:00', '12:00']);
    expect(hours.at(-1)?.end.toFormat('HH:mm')).toBe('12:05');
  });

  it('leave nothing out where the clocks move by half an hour or a day has no midnight', () => {
    for (const [zone, from, to] of [
      ['Australia/Lord_Howe', '2026-04-04T00:00:00Z', '2026-04-06T00:00:00Z'],
      ['Australia/Lord_Howe', '2026-10-03T00:00:00Z', '2026-10-05T00:00:00Z'],
      ['Africa/Cairo', '2026-04-22T12:00:00Z', '2026-04-26T12:00:00Z'],
    ] as const) {
      for (const unit of ['hour', 'day'] as const) {
        const found = steps(unit, zone, from, to);
        expect(+found[0].start).toBe(Date.parse(from));
        expect(+(found.at(-1) as { end: DateTime }).end).toBe(Date.parse(to));
        for (const [at, { start, end }] of found.entries()) {
          expect(+end).toBeGreaterThan(+start);
          if (at > 0) expect(+start).toBe(+found[at - 1].end);
        }
      }
    }
  });

  it('are 10,000 at most', () => {
    expect(() => steps('hour', 'UTC', '2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toThrow('10000 steps');
  });
});
