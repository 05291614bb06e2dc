import { createHash } from 'node:crypto';
import { decodeCursor, DomainError, encodeCursor } from '@daybook/contracts';
import type { RowKey } from '../store/postgres/detail-rows';
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

const KIND = 'report-details';

/** Packs a cursor into one opaque text. */
export function packCursor({ filter, period, position, total, after }: ReportCursor): string {
  return encodeCursor(KIND, [filter, period.from, period.to, position, total, after.occurredAt, after.id]);
}

/**
 * Unpacks a cursor.
 * @param filter what is asked for now
 * @throws DomainError `request.cursor_invalid`; `reporting.cursor_of_another_filter`
 */
export function unpackCursor(cursor: string, filter: string): ReportCursor {
  const [of, from, to, position, total, occurredAt, id] = decodeCursor(KIND, cursor);
  if (
    !isMoment(from) ||
    !isMoment(to) ||
    !isCount(position) ||
    !isCount(total) ||
    !isCount(id) ||
    !isMicros(occurredAt)
  ) {
    throw new DomainError('request.cursor_invalid');
  }
  if (of !== filter) throw new DomainError('reporting.cursor_of_another_filter');
  return { filter, period: { from, to }, position, total, after: { occurredAt, id } };
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

function isMoment(value: unknown): value is string | null {
  return value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(value)));
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isMicros(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d{1,18}$/.test(value);
}
