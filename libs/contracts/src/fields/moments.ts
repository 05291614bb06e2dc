import { field, type FieldDecorator, type Kind, type Written, optionsOf, wrong } from './field';

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[Tt ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):[0-5]\d)$/;
/** The clocks furthest ahead of UTC, and furthest behind it, in hours. */
const FURTHEST = { '+': 14, '-': 12 };

/**
 * Whether a value is a moment that some clock shows: RFC 3339 with an offset that is used, on a day that its month has.
 * A sixtieth second is none: databases take it for the next minute.
 */
export function isMoment(value: unknown): value is string {
  const [, day, sign, hours] = (typeof value === 'string' && MOMENT.exec(value)) || [];
  if (day === undefined || !dayExists(day)) return false;
  return sign === undefined || Number(hours) <= FURTHEST[sign as '+' | '-'];
}

/** Whether a value is a day of the calendar, such as `2028-02-29`. */
export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && dayExists(value);
}

function dayExists(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const MOMENT_KIND: Kind = {
  schema: { type: 'string', format: 'date-time' },
  read: (value) => (isMoment(value) ? value : wrong('must be an RFC 3339 date and time that exists')),
};
const DAY_KIND: Kind = {
  schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  read: (value) => (isDay(value) ? value : wrong('must be a day such as 2027-01-31')),
};

/** A moment, RFC 3339 with offset. */
export function Moment(...written: Written): FieldDecorator {
  return field(MOMENT_KIND, optionsOf(written));
}

/** A day of the calendar, `2026-11-21`. */
export function Day(...written: Written): FieldDecorator {
  return field(DAY_KIND, optionsOf(written));
}
