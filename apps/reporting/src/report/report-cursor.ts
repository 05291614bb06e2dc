import { createHash } from 'node:crypto';
import { DomainError, isMoment, Keyset } from '@daybook/contracts';
import type { RowKey } from '../store/model/detail-row';
import type { Period } from './period';

/** Where the Details go on: all that must stay the same from page to page. */
export interface ReportCursor {
  /** What was asked for, as `fingerprintOf` makes it. */
  filter: string;
  period: Period;
  position: number;
  total: number;
  after: RowKey;
}

const PAGES = new Keyset('report-details', 'text', 'text?', 'text?', 'number', 'number', 'bigint', 'number');
/** Microseconds since 1970 of the years 1 to 9999, which any store holds. */
const YEARS_US = { first: -62_135_596_800_000_000n, last: 253_402_300_799_999_999n };
const FINGERPRINT = /^[\w-]{22}$/;

/** Packs a cursor into one opaque text. */
export function packCursor({ filter, period, position, total, after }: ReportCursor): string {
  return PAGES.cursor([filter, period.from, period.to, position, total, after.occurredAt, after.id]);
}

/**
 * Unpacks a cursor.
 * @param filter what is asked for now
 * @throws DomainError `request.cursor_invalid`; `reporting.cursor_of_another_filter`
 */
export function unpackCursor(cursor: string, filter: string): ReportCursor {
  const [of, from, to, position, total, occurredAt, id] = PAGES.key(cursor);
  const isEnd = (moment: string | null): boolean => moment === null || isMoment(moment);
  if (!FINGERPRINT.test(of) || !isEnd(from) || !isEnd(to)) throw new DomainError('request.cursor_invalid');
  const after = rowKeyOf(occurredAt, id);
  if (of !== filter) throw new DomainError('reporting.cursor_of_another_filter');
  return { filter, period: { from, to }, position, total, after };
}

/** The key of a row from a cursor. @throws DomainError `request.cursor_invalid` for a moment of no year */
export function rowKeyOf(occurredAt: string, id: number): RowKey {
  const us = BigInt(occurredAt);
  if (us < YEARS_US.first || us > YEARS_US.last) throw new DomainError('request.cursor_invalid');
  return { occurredAt, id };
}

/** A short text that is the same for the same filter only, in whatever order its values are written. */
export function fingerprintOf(asked: object): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(asked)))
    .digest('base64url')
    .slice(0, 22);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort();
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, sorted(part)]);
}
