import { DomainError } from './errors';
import { type ClassOf, Cursor, Parts, Text, Whole } from './fields';

/** How a list is asked for; every list's input extends it. */
export class PageQuery {
  /** How many items at most, 1 to 200; 50 when absent. */
  @Whole('How many items at most.', { optional: true, min: 1, max: 200, default: 50 })
  limit?: number;

  /** `nextCursor` of the answer before; opaque. */
  @Cursor('The nextCursor of the answer before this one.', { optional: true })
  cursor?: string;
}

/** Every field of a view, also one that may be absent: whoever makes the view names them all, or it does not compile. */
export type Complete<V> = { [K in keyof Required<V>]: V[K] };

/** One page of a list. `nextCursor` is absent on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

const pages = new Map<ClassOf, ClassOf<Page<object>>>();

/** The class of a page of T: `{ items: T[], nextCursor? }`, with its schema named `<T>Page`. */
export function page<T extends object>(of: ClassOf<T>): ClassOf<Page<T>> {
  const known = pages.get(of);
  if (known !== undefined) return known as ClassOf<Page<T>>;
  class Items {
    items!: T[];
    nextCursor?: string;
  }
  name(Items, `${of.name}Page`);
  Parts(of)(Items.prototype, 'items');
  Text({ optional: true })(Items.prototype, 'nextCursor');
  pages.set(of, Items);
  return Items;
}

const lists = new Map<ClassOf, ClassOf<{ items: object[] }>>();

/** The class of a whole list of T that is never paged: `{ items: T[] }`, with its schema named `<T>List`. */
export function listOf<T extends object>(of: ClassOf<T>): ClassOf<{ items: T[] }> {
  const known = lists.get(of);
  if (known !== undefined) return known as ClassOf<{ items: T[] }>;
  class Items {
    items!: T[];
  }
  name(Items, `${of.name}List`);
  Parts(of)(Items.prototype, 'items');
  lists.set(of, Items);
  return Items;
}

function name(target: ClassOf, called: string): void {
  Object.defineProperty(target, 'name', { value: called });
}

/** Default page size of every list. */
export const DEFAULT_LIMIT = 50;

/** Packs the key of a page's last row into an opaque cursor. `kind` names the list, so that a cursor of another list is refused. */
export function encodeCursor(kind: string, key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([kind, ...key])).toString('base64url');
}

/** Unpacks a cursor. @throws DomainError `request.cursor_invalid` when it is not one of this list's. */
export function decodeCursor(kind: string, cursor: string): (string | number | null)[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new DomainError('request.cursor_invalid');
  }
  if (!Array.isArray(parsed) || parsed[0] !== kind) throw new DomainError('request.cursor_invalid');
  return parsed.slice(1) as (string | number | null)[];
}
