import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import type { BlacklistKind } from '@daybook/contracts';

const PERSONAL: readonly BlacklistKind[] = ['email', 'phone', 'ip'];

/** Whether the value of such an entry says who somebody is: then it is compared by its hash only. */
export function isPersonalKind(kind: BlacklistKind): boolean {
  return PERSONAL.includes(kind);
}

/**
 * A value as it is compared, in the one notation of its kind; null for what is none. Who blacklists and who refuses
 * orders both read values by this.
 * @param country in which a phone number without international prefix is read
 */
export function readBlacklistValue(
  kind: BlacklistKind,
  value: string,
  country: string | null = null,
): string | null {
  const text = value.trim();
  switch (kind) {
    case 'card_bin':
      return /^\d{6,8}$/.test(text) ? text : null;
    case 'country':
      return /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : null;
    case 'state':
      return readState(text);
    case 'email':
      return /^[^@\s]+@[^@\s]+$/.test(text) ? text.normalize('NFC').toLowerCase() : null;
    case 'phone':
      return readPhone(text, country);
    case 'ip':
      return readIp(text);
  }
}

/** What stands in the place of a value where it is compared: the value itself, or the hash of a personal one. */
export function blacklistKey(kind: BlacklistKind, value: string): string {
  return isPersonalKind(kind) ? createHash('sha256').update(`${kind}:${value}`).digest('hex') : value;
}

/** An e-mail address as it is compared without its plus part: `a+x@example.com` is `a@example.com`. */
export function withoutPlusPart(email: string): string {
  return email.replace(/^([^+@]+)\+[^@]*@/, '$1@');
}

/** A country and a state of it, as `US-IL`. */
export function stateOf(country: string, state: string): string {
  return `${country}-${state}`;
}

function readState(text: string): string | null {
  const [, country, state] = /^([a-z]{2})-(.*\S)$/is.exec(text) ?? [];
  if (country === undefined || state === undefined) return null;
  return stateOf(country.toUpperCase(), state.trim().replace(/\s+/g, ' ').toUpperCase());
}

/** E.164 where the number can be read, else its digits. */
function readPhone(text: string, country: string | null): string | null {
  const read = parsePhoneNumberFromString(text, (country ?? undefined) as CountryCode | undefined);
  if (read?.isValid() === true) return read.number;
  const digits = text.replace(/\D/g, '');
  return digits.length < 5 ? null : digits;
}

/** Of the many notations of an IPv6 address the shortest; an IPv4 address in IPv6's clothes is the IPv4 address. */
function readIp(text: string): string | null {
  if (isIP(text) === 4) return text;
  if (isIP(text) === 0 || text.includes('%')) return null;
  const shortest = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(shortest) ?? [];
  if (high === undefined || low === undefined) return shortest;
  return [high, low]
    .flatMap((part) => {
      const number = Number.parseInt(part, 16);
      return [number >> 8, number & 255];
    })
    .join('.');
}
