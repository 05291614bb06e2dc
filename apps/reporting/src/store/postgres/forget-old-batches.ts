import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';

/** A batch is kept for a day: as long as anybody may still follow a cursor that stands before it. */
const KEPT = '1 day';

/** Forgets the batches that are older, in a transaction that holds the position. Answers before them have an unknown completeness. */
export async function forgetOldBatches(em: EntityManager): Promise<void> {
  await rows(
    em,
    `with gone as (
       delete from report_batch where committed_at < clock_timestamp() - interval '${KEPT}' returning position
     )
     update report_position
        set forgotten = greatest(forgotten, (select coalesce(max(position), 0) from gone))`,
  );
}
