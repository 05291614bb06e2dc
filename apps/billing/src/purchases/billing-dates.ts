import { DateTime, IANAZone, type DurationLike } from 'luxon';
import type { CycleTerms } from '@daybook/contracts';

/**
 * The billing dates of a purchase: counted from a first one, so that the 31st comes back after a shorter month. All of
 * it on the customer's calendar and clock: a change to summer time moves no billing to another hour or day.
 */
export interface BillingSeries {
  from: Date;
  /** So many months, then so many days after it. */
  months: number;
  days: number;
}

/** How long a cycle lasts. */
type Interval = Pick<CycleTerms, 'unit' | 'count'>;

/** The zone in which dates are counted where nobody told of one, or of none that exists. */
export const DEFAULT_ZONE = 'UTC';

/** A zone that can be counted in. */
export function knownZone(zone: string | null | undefined): string {
  return zone !== null && zone !== undefined && IANAZone.isValidZone(zone) ? zone : DEFAULT_ZONE;
}

/** The date at which a series stands. */
export function billingDate({ from, months, days }: BillingSeries, zone: string): Date {
  return after(from, { months, days }, zone);
}

/** A series that stands at its first date. */
export function seriesFrom(from: Date): BillingSeries {
  return { from, months: 0, days: 0 };
}

/** The series one cycle on. */
export function cycleOn({ from, months, days }: BillingSeries, { unit, count }: Interval): BillingSeries {
  return unit === 'month' ? { from, months: months + count, days } : { from, months, days: days + count };
}

/** The series one cycle on, or as many as it takes to lie after `now`: nobody is billed twice for having been missed. */
export function nextInSeries(
  series: BillingSeries,
  interval: Interval,
  zone: string,
  now: Date,
): BillingSeries {
  let next = cycleOn(series, interval);
  while (billingDate(next, zone) <= now) next = cycleOn(next, interval);
  return next;
}

/** Some months later, on the same day of the month where there is one, else on its last. */
export function monthsAfter(moment: Date, months: number, zone: string): Date {
  return after(moment, { months }, zone);
}

/** Some days later, at the same time of day. */
export function daysAfter(moment: Date, days: number, zone: string): Date {
  return after(moment, { days }, zone);
}

/** A calendar day (`2027-01-31`), at the time of day of another moment. */
export function onDay(day: string, timeOf: Date, zone: string): Date {
  const { hour, minute, second, millisecond } = at(timeOf, zone);
  return DateTime.fromISO(day, { zone }).set({ hour, minute, second, millisecond }).toJSDate();
}

/** The calendar day on which a moment lies. */
export function dayOf(moment: Date, zone: string): string {
  return at(moment, zone).toFormat('yyyy-MM-dd');
}

/** How many whole days of the calendar lie between two moments. */
export function daysBetween(earlier: Date, later: Date, zone: string): number {
  const [first, last] = [at(earlier, zone).startOf('day'), at(later, zone).startOf('day')];
  return Math.round(last.diff(first, 'days').days);
}

function after(moment: Date, length: DurationLike, zone: string): Date {
  return at(moment, zone).plus(length).toJSDate();
}

function at(moment: Date, zone: string): DateTime {
  return DateTime.fromJSDate(moment, { zone });
}
