import { plainDigits } from '@daybook/contracts';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** A phone number as it is looked for: its digits backwards, so that a number's end is the beginning of the term. */
export function phoneDigits(number: string): string {
  return backwards(digitsOf(number));
}

/**
 * A number typed in any notation as it is looked for: in its international form where it can be read as one.
 * @param country ISO 3166-1 alpha-2 in which a number without international prefix is read
 */
export function typedPhoneDigits(entered: string, country: string | null): string {
  const read = parsePhoneNumberFromString(entered.trim(), (country ?? undefined) as CountryCode | undefined);
  return phoneDigits(read?.isValid() === true ? read.number : entered);
}

/** What to look for, from a number typed in any notation. */
export interface PhoneSearch {
  /** All significant digits, backwards. */
  whole: string;
  /** The last nine digits, backwards: found whatever prefix the country dials with; null for shorter numbers. */
  subscriber: string | null;
}

/** Whether a text holds nothing but what numbers are written with, in any script's digits. */
export function mayBePhone(text: string): boolean {
  return /^[\d\s()+.\-/]+$/.test(plainDigits(text));
}

/** Reads what a searcher typed. Null when it holds fewer than `least` digits. */
export function readPhoneSearch(typed: string, least: number): PhoneSearch | null {
  const text = plainDigits(typed);
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
