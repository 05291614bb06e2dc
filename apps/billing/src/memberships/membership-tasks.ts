import type { EntityManager } from '@mikro-orm/postgresql';
import type { PurchaseStatus } from '@daybook/contracts';
import { clock, rows } from '@daybook/persistence';
import { liveStatuses } from '../purchases/purchase-transitions';

/** What of a purchase its membership follows. */
export interface Followed {
  customerId: string;
  membershipName: string | null;
  status: PurchaseStatus;
}

/** States in which a membership goes on: with the last cycle it is paid for good, and its end is the plugin's matter. */
export const holdingStatuses: readonly PurchaseStatus[] = [...liveStatuses, 'complete'];

/**
 * Notes that the memberships of a purchase are to be looked at, in the transaction that changed it: where it begins to
 * hold one or ceases to.
 * @param before what it was; null for a new one
 */
export async function queueMembershipTasks(
  em: EntityManager,
  now: Followed,
  before: Pick<Followed, 'membershipName' | 'status'> | null,
): Promise<void> {
  const held = before !== null && holdingStatuses.includes(before.status) ? before.membershipName : null;
  const holds = holdingStatuses.includes(now.status) ? now.membershipName : null;
  if (held === holds) return;
  for (const name of [held, holds].filter((one) => one !== null)) {
    await rows(
      em,
      `insert into membership_errand (customer_id, name, due_at) values (?, ?, ?)
       on conflict (customer_id, name) do update set due_at = excluded.due_at, tries = 0`,
      [now.customerId, name, clock.now()],
    );
  }
}
