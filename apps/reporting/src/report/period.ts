import { DateTime } from 'luxon';
import { DomainError, type PeriodPreset } from '@daybook/contracts';

/** Moments from `from` until before `to`, RFC 3339; null: without that end. */
export interface Period {
  from: string | null;
  to: string | null;
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
