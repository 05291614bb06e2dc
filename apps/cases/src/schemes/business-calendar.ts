import { DateTime } from 'luxon';
import type { BusinessHoursInput } from '@daybook/contracts';

/** When people are at work: hours of week days by the clock of a time zone, and days on which nobody is. */
export type BusinessHours = BusinessHoursInput;

/** Days that are looked at for an end; no target lies further ahead. */
const LONGEST_DAYS = 800;

interface Span {
  from: number;
  to: number;
}

/** Counts time in business hours: only the minutes in which the clock on the wall shows one of them. */
export class BusinessCalendar {
  private readonly holidays: ReadonlySet<string>;

  constructor(private readonly hours: BusinessHours) {
    this.holidays = new Set(hours.holidays ?? []);
  }

  /** The moment at which so many milliseconds of business time have passed; null where that is years ahead. */
  add(from: Date, ms: number): Date | null {
    let left = ms;
    let at = from.getTime();
    for (const { from: opens, to: closes } of this.spansFrom(from)) {
      const begins = Math.max(at, opens);
      if (closes <= begins) continue;
      if (begins + left <= closes) return new Date(begins + left);
      left -= closes - begins;
      at = closes;
    }
    return null;
  }

  /** Milliseconds of business time between two moments; zero where the second is not later. */
  between(from: Date, to: Date): number {
    const [begin, end] = [from.getTime(), to.getTime()];
    let sum = 0;
    for (const { from: opens, to: closes } of this.spansFrom(from)) {
      if (opens >= end) break;
      sum += Math.max(0, Math.min(end, closes) - Math.max(begin, opens));
    }
    return sum;
  }

  /** What is open from the day of a moment on. */
  private *spansFrom(moment: Date): Generator<Span> {
    const first = DateTime.fromJSDate(moment, { zone: this.hours.timeZone }).startOf('day');
    for (let day = 0; day < LONGEST_DAYS; day += 1) yield* this.spansOf(first.plus({ days: day }));
  }

  private spansOf(day: DateTime): Span[] {
    if (this.holidays.has(day.toISODate() ?? '')) return [];
    const open = this.hours.hours.filter(({ days }) => days.includes(day.weekday));
    if (open.length === 0) return [];
    const parts = open.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) }));
    const [begin, end] = [day.startOf('day'), day.plus({ days: 1 }).startOf('day')];
    // Where the clocks are turned, some minutes of the wall's clock come twice and others never.
    if (begin.offset !== end.offset || end.diff(begin).as('hours') !== 24)
      return turnedDay(begin, end, parts);
    const start = begin.toMillis();
    return joined(parts.map(({ from, to }) => ({ from: start + from * MINUTE, to: start + to * MINUTE })));
  }
}

const MINUTE = 60_000;

/** The open minutes of a day on which the clocks are turned, each by what the clock shows in it. */
function turnedDay(begin: DateTime, end: DateTime, parts: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (let at = begin; at < end; at = at.plus({ minutes: 1 })) {
    const minute = at.hour * 60 + at.minute;
    if (!parts.some(({ from, to }) => from <= minute && minute < to)) continue;
    spans.push({ from: at.toMillis(), to: at.toMillis() + MINUTE });
  }
  return joined(spans);
}

/** Spans in their order, those that touch or overlap as one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.from - other.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
