import { isISO31661Alpha2, isTimeZone } from 'class-validator';
import { field, type FieldDecorator, type Kind, type Said, told, wrong } from './field';
import { Code } from './texts';

function named(holds: (text: string) => boolean, message: string, pattern?: string): Kind {
  return {
    schema: { type: 'string', ...(pattern === undefined ? {} : { pattern }) },
    read: (value) => (typeof value === 'string' && holds(value) ? value : wrong(message)),
  };
}

const COUNTRY = named(
  (text) => /^[A-Z]{2}$/.test(text) && isISO31661Alpha2(text),
  'must be an ISO 3166-1 alpha-2 code in upper case, such as SE',
  '^[A-Z]{2}$',
);
const TIME_ZONE = named(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

/** A country, ISO 3166-1 alpha-2 in upper case. */
export function Country(...said: Said): FieldDecorator {
  return field(COUNTRY, told(said));
}

/** A time zone by its IANA name. */
export function TimeZone(...said: Said): FieldDecorator {
  return field(TIME_ZONE, told(said));
}

/** A language, as a BCP 47 tag. */
export function Language(...said: Said): FieldDecorator {
  return Code(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i, {
    ...told(said),
    max: 35,
    message: 'must be a language tag such as en-US',
  });
}
