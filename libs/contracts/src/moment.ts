import { IsISO8601, isRFC3339, Matches, ValidateBy, type ValidationOptions } from 'class-validator';

/** RFC 3339 with an offset, and a day that its month has: databases refuse a 30th of February. */
export function isMoment(value: unknown): boolean {
  return isRFC3339(value) && dayExists(value as string);
}

function dayExists(moment: string): boolean {
  const [year = 0, month = 0, day = 0] = moment.slice(0, 10).split('-').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A moment that somebody outside names. In schemas it is the same as class-validator's `IsRFC3339`. */
export function IsMoment(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isRFC3339',
      validator: {
        validate: isMoment,
        defaultMessage: (args): string =>
          `${args?.property ?? 'the moment'} must be an RFC 3339 date and time that exists`,
      },
    },
    options,
  );
}

/** A calendar day that its month has, such as `2028-02-29`. */
export function IsDay(): PropertyDecorator {
  const rules = [
    IsISO8601({ strict: true }),
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: '$property must be a day such as 2027-01-31' }),
  ];
  return (target, property) => rules.forEach((rule) => rule(target, property));
}
