import type { EntityManager, FilterQuery, QueryOrderMap } from '@mikro-orm/postgresql';
import { Keyset, type Page, type PageQuery } from '@daybook/contracts';

/** A list that is paged newest first. */
interface NewestFirst<E> {
  entity: new () => E;
  /** Names the list, so that a cursor of another one is refused. */
  list: string;
  /** The moment by which it is ordered; it never changes once a row is listed. Those of one moment are ordered by id. */
  by: keyof E & string;
}

/**
 * One page of the rows that meet all conditions, newest first.
 * @throws DomainError `request.cursor_invalid`
 */
export function newestPage<E extends { id: string }>(
  em: EntityManager,
  { entity, list, by }: NewestFirst<E>,
  conditions: readonly object[],
  query: Pick<PageQuery, 'limit' | 'cursor'>,
): Promise<Page<E>> {
  return new Keyset(list, 'moment', 'id').page(
    query,
    (row: E) => [row[by] as Date, row.id],
    (after, limit): Promise<E[]> => {
      const before = after === null ? [] : [beforeKey(by, new Date(after[0]), after[1])];
      return em.find<E>(entity, { $and: [...conditions, ...before] } as FilterQuery<E>, {
        orderBy: { [by]: 'desc', id: 'desc' } as QueryOrderMap<E>,
        limit,
      });
    },
  );
}

function beforeKey(by: string, at: Date, id: string): object {
  return { $or: [{ [by]: { $lt: at } }, { [by]: at, id: { $lt: id } }] };
}
