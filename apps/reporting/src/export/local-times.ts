import { DateTime } from 'luxon';
import type { LocalTime } from './export-table';

/** No zone's clock differs from UTC by anything finer, since 1972. */
const QUARTER_MS = 900_000;
const KEPT = 10_000;
const DAY_MS = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_, at) => String(at).padStart(2, '0'));
const threeDigits = Array.from({ length: 1_000 }, (_, at) => String(at).padStart(3, '0'));

/**
 * Writes moments by the clock of a zone, RFC 3339 with milliseconds. The zone is asked once for each quarter of an
 * hour: between two of them no clock is changed.
 */
export function localTimes(zone: string): (time: string) => LocalTime {
  const known = new Map<number, { shift: number; offset: string }>();
  const of = (quarter: number): { shift: number; offset: string } => {
    const at = DateTime.fromMillis(quarter * QUARTER_MS, { zone });
    const found = { shift: at.offset * 60_000, offset: at.offset === 0 ? 'Z' : at.toFormat('ZZ') };
    if (known.size >= KEPT) known.clear();
    known.set(quarter, found);
    return found;
  };
  // Rows come in the order of time: the day mostly is that of the row before.
  let day = { number: NaN, text: '' };
  return (time) => {
    const ms = Date.parse(time);
    const quarter = Math.floor(ms / QUARTER_MS);
    const { shift, offset } = known.get(quarter) ?? of(quarter);
    const number = Math.floor((ms + shift) / DAY_MS);
    if (number !== day.number) day = { number, text: dateOf(number) };
    const clockMs = ms + shift;
    return { text: `${day.text}T${clockOf(clockMs - number * DAY_MS)}${offset}`, clockMs };
  };
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().split('T', 1)[0];
}

/** @param ms since midnight */
function clockOf(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const [hour, minute] = [twoDigits[Math.floor(minutes / 60)], twoDigits[minutes % 60]];
  return `${hour}:${minute}:${twoDigits[seconds % 60]}.${threeDigits[ms % 1_000]}`;
}
