const fields = new Map<string, Intl.DateTimeFormat>();

function partsOf(moment: Date, timeZone: string): Record<string, number> {
  let format = fields.get(timeZone);
  if (format === undefined) {
    const digits = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
    fields.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
}

/** How far a zone's clocks are before UTC at a moment, in minutes. */
function offsetAt(moment: Date, timeZone: string): number {
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = partsOf(moment, timeZone);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((shown - Math.floor(moment.getTime() / 1000) * 1000) / 60_000);
}

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');

/** What the clocks of a zone show at a moment, as `2026-11-30T04:15`, the way a date-time field has it. */
export function localTime(moment: string, timeZone: string): string {
  const at = new Date(moment);
  return new Date(at.getTime() + offsetAt(at, timeZone) * 60_000).toISOString().slice(0, 16);
}

/** The moment at which the clocks of a zone show a time, RFC 3339 with the zone's offset. */
export function momentOf(local: string, timeZone: string): string {
  const shown = new Date(`${local.slice(0, 16)}:00Z`).getTime();
  // Twice: on the day of a change the offset before and after differ.
  let offset = offsetAt(new Date(shown), timeZone);
  offset = offsetAt(new Date(shown - offset * 60_000), timeZone);
  const hours = Math.trunc(offset / 60);
  return `${local.slice(0, 16)}:00${offset < 0 ? '-' : '+'}${two(hours)}:${two(offset % 60)}`;
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
