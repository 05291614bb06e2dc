import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  billingDate,
  cycleOn,
  dayOf,
  daysAfter,
  daysBetween,
  knownZone,
  monthsAfter,
  nextInSeries,
  onDay,
  seriesFrom,
  type BillingSeries,
} from './billing-dates';

const ZONES = [
  'UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Europe/Berlin',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

const zone = fc.constantFrom(...ZONES);
/** 2020 to 2040: leap days, year ends and every change of the clocks among them. */
const moment = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 11, 31) })
  .map((ms) => new Date(ms));
const interval = fc.oneof(
  fc.record({ unit: fc.constant('month' as const), count: fc.integer({ min: 1, max: 24 }) }),
  fc.record({ unit: fc.constant('day' as const), count: fc.integer({ min: 1, max: 365 }) }),
);

const local = (date: Date, of: string): DateTime => DateTime.fromJSDate(date, { zone: of });
const utc = (text: string): Date => new Date(text);
const datesOf = (series: BillingSeries, months: number, of: string): string[] =>
  Array.from({ length: months }, (_, at) =>
    dayOf(billingDate({ ...series, months: series.months + at }, of), of),
  );

describe('The billing dates of a month', () => {
  it('come back to the 31st after shorter months', () => {
    const series = seriesFrom(utc('2027-01-31T10:00:00Z'));
    expect(datesOf(series, 5, 'UTC')).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  it('fall on the 29th of February in leap years, and on the 28th in others', () => {
    const series = seriesFrom(utc('2028-02-29T10:00:00Z'));
    expect([0, 12, 24, 36, 48].map((at) => datesOf({ ...series, months: at }, 1, 'UTC')[0])).toEqual([
      '2028-02-29',
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });

  it('are counted on the calendar of the customer, not on ours', () => {
    // 31 December in New York, 1 January in UTC and in Tokyo.
    const from = utc('2027-01-01T02:00:00Z');
    expect(datesOf(seriesFrom(from), 3, 'America/New_York')).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
    ]);
    expect(datesOf(seriesFrom(from), 3, 'Asia/Tokyo')).toEqual(['2027-01-01', '2027-02-01', '2027-03-01']);
  });

  it('keep the time of day across a change to summer time, and move where that hour does not exist', () => {
    const noon = billingDate(cycleOn(seriesFrom(utc('2027-03-10T17:00:00Z')), month), 'America/New_York');
    expect(noon.toISOString()).toBe('2027-04-10T16:00:00.000Z');
    // 02:30 on 28 March 2027 is left out in Berlin.
    const left = billingDate(cycleOn(seriesFrom(utc('2027-02-28T01:30:00Z')), month), 'Europe/Berlin');
    expect(left.toISOString()).toBe('2027-03-28T01:30:00.000Z');
  });
});

const month = { unit: 'month', count: 1 } as const;

describe('The next billing date', () => {
  it('lies after now, is one of the series, and the earliest of them', () => {
    fc.assert(
      fc.property(moment, interval, zone, fc.integer({ min: -400, max: 800 }), (from, every, of, days) => {
        const series = seriesFrom(from);
        const now = new Date(from.getTime() + days * 86_400_000);
        const next = nextInSeries(series, every, of, now);
        const due = billingDate(next, of);
        expect(due > now).toBe(true);
        const [months, daysOn] = every.unit === 'month' ? [every.count, 0] : [0, every.count];
        const before = { from, months: next.months - months, days: next.days - daysOn };
        const first = before.months === 0 && before.days === 0;
        expect(first || billingDate(before, of) <= now).toBe(true);
        expect(billingDate(before, of) < due).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the day of the month where the month has it, else takes its last', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), zone, (from, months, of) => {
        const start = local(from, of);
        const due = local(billingDate({ from, months, days: 0 }, of), of);
        const target = start.startOf('month').plus({ months });
        const wanted = target.set({ day: Math.min(start.day, target.daysInMonth ?? 31) });
        // Samoa once left a day out; nothing is billed on a day that never was.
        if (wanted.day === Math.min(start.day, target.daysInMonth ?? 31)) {
          expect(due.toISODate()).toBe(wanted.toISODate());
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the time of day, whatever the clocks do in between', () => {
    fc.assert(
      fc.property(moment, interval, zone, (from, every, of) => {
        const start = local(from, of);
        const due = local(billingDate(cycleOn(seriesFrom(from), every), of), of);
        const { hour, minute, second } = start;
        const asked = due.set({ hour, minute, second });
        // An hour that summer time leaves out cannot be kept.
        const left = asked.hour !== hour || asked.minute !== minute;
        expect(left || due.toFormat('HH:mm:ss') === start.toFormat('HH:mm:ss')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('does not drift: counted in one step or in many, it is the same', () => {
    fc.assert(
      fc.property(moment, interval, zone, fc.integer({ min: 1, max: 24 }), (from, every, of, cycles) => {
        let stepwise = seriesFrom(from);
        for (let at = 0; at < cycles; at += 1) {
          stepwise = nextInSeries(stepwise, every, of, billingDate(stepwise, of));
        }
        const months = every.unit === 'month' ? every.count * cycles : 0;
        const days = every.unit === 'day' ? every.count * cycles : 0;
        expect(billingDate(stepwise, of)).toEqual(billingDate({ from, months, days }, of));
      }),
      { numRuns: 300 },
    );
  });
});

describe('A day that somebody names', () => {
  it('is that day for the customer, at the time of day of the billing', () => {
    fc.assert(
      fc.property(moment, moment, zone, (like, target, of) => {
        const day = dayOf(target, of);
        const due = onDay(day, like, of);
        expect(Number.isNaN(due.getTime())).toBe(false);
        expect(Math.abs(daysBetween(onDay(day, like, of), target, of))).toBe(0);
        expect(dayOf(due, of)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });

  it('is as many days away as the calendar says, across changes of the clocks', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 900 }), zone, (from, days, of) => {
        expect(daysBetween(from, daysAfter(from, days, of), of)).toBe(days);
      }),
      { numRuns: 500 },
    );
  });
});

describe('Months of a pause', () => {
  it('end on the same day some months later, over year ends', () => {
    const from = utc('2027-11-30T09:00:00Z');
    expect(dayOf(monthsAfter(from, 3, 'Europe/Berlin'), 'Europe/Berlin')).toBe('2028-02-29');
    expect(dayOf(monthsAfter(from, 14, 'Europe/Berlin'), 'Europe/Berlin')).toBe('2029-01-30');
  });

  it('move the billing dates and nothing else: the 31st comes back after the pause', () => {
    const paused = { ...cycleOn(seriesFrom(utc('2027-01-31T10:00:00Z')), month), days: 0 };
    expect(datesOf({ ...paused, months: paused.months + 2 }, 3, 'UTC')).toEqual([
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
    ]);
  });
});

describe('A time zone', () => {
  it('that nobody told of, or that does not exist, is UTC', () => {
    expect([
      knownZone(undefined),
      knownZone(null),
      knownZone('Mars/Olympus'),
      knownZone('Asia/Tokyo'),
    ]).toEqual(['UTC', 'UTC', 'UTC', 'Asia/Tokyo']);
  });
});
