import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { CustomerPhone, CustomerPhoneInput } from '@daybook/contracts';

/** Reads a phone number that was typed in any notation, in the country given where it has no international prefix. */
export function readPhone(input: CustomerPhoneInput, country: string | null): CustomerPhone {
  const entered = input.number.trim();
  const read = parsePhoneNumberFromString(entered, (country ?? undefined) as CountryCode | undefined);
  const valid = read?.isValid() === true ? read : undefined;
  return {
    entered,
    number: valid?.number ?? null,
    ...(valid?.ext === undefined ? {} : { extension: valid.ext }),
    ...(input.label === undefined ? {} : { label: input.label }),
  };
}

/** A phone number as it is looked for: its digits backwards, so that a number's end is the beginning of the term. */
export function phoneTerm(phone: CustomerPhone): string {
  return backwards(digitsOf(phone.number ?? phone.entered));
}

/** What to look for, from a number typed in any notation. */
export interface PhoneSearch {
  /** All significant digits, backwards. */
  whole: string;
  /** The last nine digits, backwards: found whatever prefix the country dials with; null for shorter numbers. */
  subscriber: string | null;
}

/** Reads what a searcher typed. Null when it holds fewer than `least` digits. */
export function readPhoneSearch(text: string, least: number): PhoneSearch | null {
  const international = /^\s*(\+|00)/.test(text)
    ? parsePhoneNumberFromString(text.trim().replace(/^00/, '+'))
    : undefined;
  // Zeros in front are how one dials within a country; they are no part of the international number.
  const digits = international ? digitsOf(international.number) : digitsOf(text).replace(/^0+/, '');
  if (digits.length < least) return null;
  return { whole: backwards(digits), subscriber: digits.length > 9 ? backwards(digits.slice(-9)) : null };
}

function digitsOf(text: string): string {
  return text.replace(/(?:x|ext\.?|#|;ext=)\s*\d+\s*$/i, '').replace(/\D/g, '');
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
