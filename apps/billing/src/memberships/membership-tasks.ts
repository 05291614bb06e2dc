import type { EntityManager } from '@mikro-orm/postgresql';
import type { PurchaseStatus } from '@daybook/contracts';
import { clock, rows } from '@daybook/persistence';
import type { FormerPurchase } from '../purchases/purchase-listeners';
import { liveStatuses } from '../purchases/purchase-transitions';
import type { Purchase } from '../purchases/purchase.entity';

/** States in which a membership goes on: with the last cycle it is paid for good, and its end is the plugin's matter. */
export const holdingStatuses: readonly PurchaseStatus[] = [...liveStatuses, 'complete'];

/**
 * Queues that the memberships of a purchase are looked at, in the transaction that changed it: where it begins to hold
 * one or ceases to.
 * @param before what it was; null for a new one
 */
export async function queueMembershipTasks(
  em: EntityManager,
  now: Pick<Purchase, 'customerId' | keyof FormerPurchase>,
  before: FormerPurchase | null,
): Promise<void> {
  const held = before !== null && holdingStatuses.includes(before.status) ? before.membershipName : null;
  const holds = holdingStatuses.includes(now.status) ? now.membershipName : null;
  if (held === holds) return;
  for (const name of [held, holds].filter((one) => one !== null)) {
    await rows(
      em,
      `insert into membership_task (customer_id, name, due_at) values ($1, $2, $3)
       on conflict (customer_id, name) do update set due_at = excluded.due_at, tries = 0`,
      [now.customerId, name, clock.now()],
    );
  }
}
