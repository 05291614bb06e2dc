import { DateTime, type DurationLikeObject } from 'luxon';
import { DomainError, type MeantPeriodView, type PeriodPreset } from '@daybook/contracts';

/** Moments from `from` until before `to`, RFC 3339; null: without that end. */
export interface Period {
  from: string | null;
  to: string | null;
}

/** A period with both ends. */
export interface BoundedPeriod extends Period {
  from: string;
  to: string;
}

/** What a caller says of the period. */
export interface AskedPeriod {
  from?: string;
  to?: string;
  preset?: string;
  timeZone?: string;
}

/**
 * The period that is meant: `from` and `to` as they are, or a preset's days as they begin in the viewer's zone.
 * @throws DomainError `reporting.range_invalid`
 */
export function resolvePeriod(asked: AskedPeriod, now: Date): Period {
  if (asked.preset === undefined) return rangeOf(asked.from ?? null, asked.to ?? null);
  if (asked.from !== undefined || asked.to !== undefined) {
    throw new DomainError('reporting.range_invalid', { detail: 'Give from and to, or preset, not both.' });
  }
  const local = DateTime.fromJSDate(now, { zone: asked.timeZone ?? 'UTC' });
  const [from, to] = presetDays(asked.preset as PeriodPreset, local);
  return { from: momentOf(from), to: momentOf(to) };
}

/** A period as an answer names it. */
export function toPeriodView({ from, to }: Period): MeantPeriodView {
  return { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

/**
 * The period before: it ends where the asked one begins. Of a preset it is the same preset one step earlier. Of a
 * range it has as many months where both ends begin one in the viewer's zone, as many days where both begin one
 * (whatever hours they have), else it is exactly as long.
 * @throws DomainError `reporting.range_invalid` where an end is missing
 */
export function periodBefore(asked: AskedPeriod, now: Date): BoundedPeriod {
  const { from, to } = resolvePeriod(asked, now);
  if (from === null || to === null) {
    throw new DomainError('reporting.range_invalid', {
      detail: 'There is a period before only where from and to, or a preset, are given.',
    });
  }
  const zone = asked.timeZone ?? 'UTC';
  const start = DateTime.fromISO(from, { zone });
  const length =
    asked.preset === undefined
      ? lengthBetween(start, DateTime.fromISO(to, { zone }))
      : presetLengths[asked.preset as PeriodPreset];
  const before = start.minus(length);
  return { from: 'milliseconds' in length ? utc(before) : momentOf(before), to: utc(start) };
}

const presetLengths: Readonly<Record<PeriodPreset, DurationLikeObject>> = {
  today: { days: 1 },
  yesterday: { days: 1 },
  last_7_days: { days: 7 },
  last_30_days: { days: 30 },
  this_week: { weeks: 1 },
  last_week: { weeks: 1 },
  this_month: { months: 1 },
  last_month: { months: 1 },
  this_year: { years: 1 },
};

function lengthBetween(start: DateTime, end: DateTime): DurationLikeObject {
  for (const unit of ['month', 'day'] as const) {
    if (+start === +start.startOf(unit) && +end === +end.startOf(unit)) {
      const units = `${unit}s` as const;
      return { [units]: Math.round(end.diff(start, units).as(units)) };
    }
  }
  return { milliseconds: +end - +start };
}

function utc(moment: DateTime): string {
  return moment.toUTC().toISO() as string;
}

/** A range given by its ends. @throws DomainError `reporting.range_invalid` when it ends before it begins */
export function rangeOf(from: string | null, to: string | null): Period {
  if (from !== null && to !== null && Date.parse(from) > Date.parse(to)) {
    throw new DomainError('reporting.range_invalid', { detail: 'The range ends before it begins.' });
  }
  return { from, to };
}

function presetDays(preset: PeriodPreset, now: DateTime): [DateTime, DateTime] {
  const today = now.startOf('day');
  const week = now.startOf('week');
  const month = now.startOf('month');
  switch (preset) {
    case 'today':
      return [today, today.plus({ days: 1 })];
    case 'yesterday':
      return [today.minus({ days: 1 }), today];
    case 'last_7_days':
      return [today.minus({ days: 6 }), today.plus({ days: 1 })];
    case 'last_30_days':
      return [today.minus({ days: 29 }), today.plus({ days: 1 })];
    case 'this_week':
      return [week, week.plus({ weeks: 1 })];
    case 'last_week':
      return [week.minus({ weeks: 1 }), week];
    case 'this_month':
      return [month, month.plus({ months: 1 })];
    case 'last_month':
      return [month.minus({ months: 1 }), month];
    case 'this_year':
      return [now.startOf('year'), now.startOf('year').plus({ years: 1 })];
  }
}

/** A day that begins at a time the clocks leave out begins at the next one there is; startOf sees to it again after adding days. */
function momentOf(day: DateTime): string {
  return day.startOf('day').toUTC().toISO() as string;
}
