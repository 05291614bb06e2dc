import type { RowKey } from '../postgres/detail-rows';
import type { ActivityFilter } from '../summary-store';
import { conditionsOf, Unanswerable } from './filter-conditions';
import type { BoundList } from './file/duckdb-file';
import type { DuckDbFollower } from './follower/duckdb-follower';
import { whole } from './follower/followed-rows';
import { ConcurrencyLimit } from './concurrency-limit';

/** A reading statement is cut off after this long. */
const READ_LIMIT_MS = 8_000;
/** Pages looked for at once; each uses all threads there are. */
const PAGES = 2;

/** Finds the rows of a page in the column store, whatever the filter. Throws whatever stands in the way of an answer. */
export class DuckDbDetailKeys {
  private readonly limit = new ConcurrencyLimit(PAGES);

  constructor(private readonly follower: DuckDbFollower) {}

  /** The keys of at most `limit` rows, newest first, after a key. */
  async page(
    filter: ActivityFilter,
    position: number,
    after: RowKey | null,
    limit: number,
  ): Promise<RowKey[]> {
    const { serving } = this.follower;
    if (serving === null || serving.position < position) throw new Unanswerable('it is not that far');
    const bound: BoundList[] = [];
    const conditions = [conditionsOf(filter, position, bound)];
    if (after !== null) {
      const [moment, id] = [whole(Number(after.occurredAt)), whole(after.id)];
      // The first follows from the second, but only by it whole blocks are left out.
      conditions.push(`a.moment <= ${moment}`, `(a.moment < ${moment} or a.id < ${id})`);
    }
    const statement = `select a.moment, a.id from activity a where ${conditions.join(' and ')}
                        order by a.moment desc, a.id desc limit ${whole(limit)}`;
    const result = await this.limit.run(READ_LIMIT_MS, (leftMs) =>
      serving.file.read(statement, bound, leftMs),
    );
    return result.rows.map(([moment, id]) => ({ occurredAt: String(moment), id: Number(id) }));
  }
}
