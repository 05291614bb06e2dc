import { DateTime } from 'luxon';
import type { House } from './house.entity';

/** When a house works. */
export type HouseHours = Pick<House, 'cutOff' | 'timeZone' | 'workingDays' | 'closedOn'>;

const LONGEST_CLOSED_DAYS = 400;

/**
 * When an order is sent to a house that falls to it at a moment: at once on a working day before the cut-off, else when
 * the next working day begins, in the house's time zone.
 */
export function exportTime(house: HouseHours, at: Date): Date {
  const local = DateTime.fromJSDate(at, { zone: house.timeZone });
  if (works(house, local) && at < cutOffOf(house, local)) return at;
  let day = local;
  for (let days = 0; days < LONGEST_CLOSED_DAYS; days++) {
    day = day.plus({ days: 1 }).startOf('day');
    if (works(house, day)) break;
  }
  return day.toJSDate();
}

/** The same with a window in which more may be joined: no later than the cut-off before which it would be sent. */
export function bundledExportTime(house: HouseHours & Pick<House, 'bundlingMinutes'>, at: Date): Date {
  const first = exportTime(house, at);
  if (house.bundlingMinutes === 0) return first;
  const end = Math.max(first.getTime(), at.getTime() + house.bundlingMinutes * 60_000);
  // A minute before it, so that it is there in time.
  const last = cutOffOf(house, DateTime.fromJSDate(first, { zone: house.timeZone })).getTime() - 60_000;
  return new Date(Math.max(first.getTime(), Math.min(end, last)));
}

function works({ workingDays, closedOn }: HouseHours, local: DateTime): boolean {
  return workingDays.includes(local.weekday) && !closedOn.includes(local.toISODate() ?? '');
}

/** The cut-off of a day; the day's end where there is none. */
function cutOffOf({ cutOff }: HouseHours, local: DateTime): Date {
  if (cutOff === null) return local.plus({ days: 1 }).startOf('day').toJSDate();
  const [hour, minute] = cutOff.split(':').map(Number);
  return local.startOf('day').set({ hour, minute }).toJSDate();
}
