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
