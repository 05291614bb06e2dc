import type { EntityManager, FilterQuery, QueryOrderMap } from '@mikro-orm/postgresql';
import { Keyset, type Page, type PageQuery } from '@daybook/contracts';
import type { Bound } from './bound';
import { rows } from './sql';

type Paging = Pick<PageQuery, 'limit' | 'cursor'>;

/** A list of an entity that is paged newest first. */
interface NewestFirst<E> {
  entity: new () => E;
  /** Names the list, so that a cursor of another one is refused. */
  list: string;
  /**
   * The moment by which it is ordered; it never changes once a row is listed. Those of one moment are ordered by id, as
   * are all when absent: ids sort by time.
   */
  by?: keyof E & string;
}

/**
 * One page of the rows that meet all conditions, newest first.
 * @throws DomainError `request.cursor_invalid`
 */
export function newestPage<E extends { id: string }>(
  em: EntityManager,
  { entity, list, by }: NewestFirst<E>,
  conditions: readonly object[],
  query: Paging,
): Promise<Page<E>> {
  const find = (before: readonly object[], limit: number): Promise<E[]> =>
    em.find<E>(entity, { $and: [...conditions, ...before] } as FilterQuery<E>, {
      orderBy: { ...(by === undefined ? {} : { [by]: 'desc' }), id: 'desc' } as QueryOrderMap<E>,
      limit,
    });
  if (by === undefined) {
    return new Keyset(list, 'id').page(
      query,
      ({ id }: E) => [id],
      (after, limit) => find(after === null ? [] : [{ id: { $lt: after[0] } }], limit),
    );
  }
  return new Keyset(list, 'moment', 'id').page(
    query,
    (row: E) => [row[by] as Date, row.id],
    (after, limit) => find(after === null ? [] : [beforeKey(by, new Date(after[0]), after[1])], limit),
  );
}

function beforeKey(by: string, at: Date, id: string): object {
  // The bound on the moment alone is what an index begins at: deep pages pass over nothing.
  return { [by]: { $lte: at }, $or: [{ [by]: { $lt: at } }, { [by]: at, id: { $lt: id } }] };
}

/** A list of what a statement finds that is paged newest first. */
interface NewestRows<R> {
  /** Names the list, so that a cursor of another one is refused. */
  list: string;
  /** The statement as far as its `where`. */
  select: string;
  /** What holds of each row; `bound` has their values. */
  conditions: readonly string[];
  bound: Bound;
  /** The columns by which it is ordered: a moment that is indexed with the id, and the id. */
  by: readonly [moment: string, id: string];
  keyOf: (row: R) => readonly [moment: Date | string, id: string];
}

/**
 * One page of the rows that a statement finds, newest first.
 * @throws DomainError `request.cursor_invalid`
 */
export function newestRows<R extends object>(
  em: EntityManager,
  { list, select, conditions, bound, by: [moment, id], keyOf }: NewestRows<R>,
  query: Paging,
): Promise<Page<R>> {
  return new Keyset(list, 'moment', 'id').page(query, keyOf, (after, limit) => {
    const all = ['true', ...conditions];
    if (after !== null) {
      const at = `${bound.add(after[0])}::timestamptz`;
      // The bound on the time alone lets partitions that are newer be left out.
      all.push(`${moment} <= ${at} and (${moment}, ${id}) < (${at}, ${bound.add(after[1])}::uuid)`);
    }
    return rows<R>(
      em,
      `${select} where ${all.join(' and ')} order by ${moment} desc, ${id} desc limit ${bound.add(limit)}`,
      bound.values,
    );
  });
}
