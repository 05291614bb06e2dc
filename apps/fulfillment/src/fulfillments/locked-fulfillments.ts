import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import { FulfillmentHistory } from './fulfillment-history';

/**
 * Locks fulfillments one after another, the oldest first. One that is made meanwhile, as a reshipment of one of them, is
 * among them: whoever made it had locked that one.
 */
export async function* eachLocked(
  em: EntityManager,
  by: 'order_id' | 'charge_id',
  value: string,
): AsyncGenerator<FulfillmentHistory> {
  const seen = new Set<string>();
  for (;;) {
    await em.flush();
    const found = await rows<{ id: string }>(em, `select id from fulfillment where ${by} = $1 order by id`, [
      value,
    ]);
    const left = found.filter(({ id }) => !seen.has(id));
    if (left.length === 0) return;
    for (const { id } of left) {
      seen.add(id);
      yield await FulfillmentHistory.get(em, id, true);
    }
  }
}
