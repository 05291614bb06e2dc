import { isISO31661Alpha2, isTimeZone } from 'class-validator';
import { field, type FieldDecorator, type Kind, type Written, optionsOf, wrong } from './field';
import { Code } from './texts';

function named(holds: (text: string) => boolean, message: string): Kind {
  return {
    schema: { type: 'string' },
    read: (value) => (typeof value === 'string' && holds(value) ? value : wrong(message)),
  };
}

/** Kept in upper case, as the standard writes it, however it came. */
const COUNTRY: Kind = {
  schema: { type: 'string', pattern: '^[A-Za-z]{2}$' },
  read: (value) =>
    typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) && isISO31661Alpha2(value)
      ? value.toUpperCase()
      : wrong('must be an ISO 3166-1 alpha-2 code, such as SE'),
};
const TIME_ZONE = named(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

/** A country, ISO 3166-1 alpha-2: taken in any case, kept in upper case. */
export function Country(...written: Written): FieldDecorator {
  return field(COUNTRY, optionsOf(written));
}

/** A time zone by its IANA name. */
export function TimeZone(...written: Written): FieldDecorator {
  return field(TIME_ZONE, optionsOf(written));
}

/** A language, as a BCP 47 tag. */
export function Language(...written: Written): FieldDecorator {
  return Code(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, {
    ...optionsOf(written),
    max: 35,
    message: 'must be a language tag such as en-US',
  });
}
