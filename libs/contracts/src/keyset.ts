import { DomainError } from './errors';
import { isStorable } from './fields';
import { isId } from './ids';
import { DEFAULT_LIMIT, type Page, type PageQuery } from './paging';

/** What a value in a cursor can be, and what it is in the program. */
interface KeyValues {
  /** A moment in UTC, to the millisecond, as `Date` writes it. */
  moment: string;
  id: string;
  /** Whole, from 0 to 2^53 − 1: compared with a bigint. */
  number: number;
  /** A whole number of at most 18 digits, for more than a `number` holds. */
  bigint: string;
  text: string;
}

type Kind = keyof KeyValues;
type KeyKind = Kind | `${Kind}?`;
type ValueOf<K extends KeyKind> = K extends `${infer I extends Kind}?`
  ? KeyValues[I] | null
  : K extends Kind
    ? KeyValues[K]
    : never;

/** The values a page's last row stands at, one for each kind. */
export type Key<K extends readonly KeyKind[]> = { -readonly [N in keyof K]: ValueOf<K[N]> };
/** The same as a row has them: a moment may be a `Date`, or what the database wrote. */
type RowKey<K extends readonly KeyKind[]> = {
  readonly [N in keyof K]: K[N] extends `moment${string}` ? ValueOf<K[N]> | Date : ValueOf<K[N]>;
};

const checks: { readonly [K in Kind]: (value: unknown) => boolean } = {
  moment: (value) => typeof value === 'string' && isUtc(value),
  id: (value) => typeof value === 'string' && isId(value),
  number: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  bigint: (value) => typeof value === 'string' && /^-?\d{1,18}$/.test(value),
  text: (value) => typeof value === 'string' && isStorable(value),
};

/**
 * The order in which a list is paged: its name, and the kinds of the values that say where a page ends. A cursor is
 * input like any other: what comes out of one is of these kinds, or it is refused.
 */
export class Keyset<const K extends readonly KeyKind[]> {
  private readonly kinds: K;

  /** @param list names the list, so that a cursor of another one is refused */
  constructor(
    private readonly list: string,
    ...kinds: K
  ) {
    this.kinds = kinds;
  }

  /** Packs the key of a page's last row into an opaque cursor. */
  cursor(key: RowKey<K>): string {
    const values = key.map((value, at) =>
      value !== null && this.kinds[at]?.startsWith('moment')
        ? new Date(value as Date | string).toISOString()
        : value,
    );
    return Buffer.from(JSON.stringify([this.list, ...values])).toString('base64url');
  }

  /** Unpacks a cursor. @throws DomainError `request.cursor_invalid` when it is not one of this list's */
  key(cursor: string): Key<K> {
    const [list, ...values] = unpacked(cursor);
    const fits =
      list === this.list &&
      values.length === this.kinds.length &&
      this.kinds.every((kind, at) => isOfKind(kind, values[at]));
    if (!fits) throw new DomainError('request.cursor_invalid');
    return values as Key<K>;
  }

  /**
   * One page of the list.
   * @param read reads at most `limit` rows after a key, in the list's order; from the beginning where it is null
   * @throws DomainError `request.cursor_invalid`
   */
  async page<R>(
    query: Pick<PageQuery, 'limit' | 'cursor'>,
    keyOf: (row: R) => RowKey<K>,
    read: (after: Key<K> | null, limit: number) => Promise<readonly R[]>,
  ): Promise<Page<R>> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    // One more than is shown tells whether there is another page.
    const found = await read(cursor === undefined ? null : this.key(cursor), limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last !== undefined
      ? { items, nextCursor: this.cursor(keyOf(last)) }
      : { items };
  }
}

/** The page with other items in the place of its own. */
export function mapPage<R, V>(page: Page<R>, view: (row: R) => V): Page<V> {
  return { ...page, items: page.items.map((row) => view(row)) };
}

function unpacked(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // No JSON at all: refused like what is no list.
  }
  throw new DomainError('request.cursor_invalid');
}

function isOfKind(kind: KeyKind, value: unknown): boolean {
  if (kind.endsWith('?')) return value === null || checks[kind.slice(0, -1) as Kind](value);
  return checks[kind as Kind](value);
}

/** As we write them ourselves, of years that a database holds. */
function isUtc(text: string): boolean {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text && /^(?!0000)\d{4}-/.test(text);
}
