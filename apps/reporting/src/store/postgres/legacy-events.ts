import type { EntityManager } from '@mikro-orm/postgresql';
import { rows } from '@daybook/persistence';
import type { DaybookEvent } from '@daybook/contracts';
import { fromBody, type StoredEvent } from '../model/stored-event';

/** A customer's events of unknown types, newest first, after the event with the id `after`. */
export async function legacyEvents(
  em: EntityManager,
  customerId: string,
  after: string | null,
  limit: number,
): Promise<DaybookEvent[]> {
  const found = await rows<{ event: StoredEvent; personal: object }>(
    em,
    `select event, personal from legacy_event
      where customer_id = $1::uuid
        and ($2::uuid is null
             or (occurred_at, event_id) < (select occurred_at, event_id from legacy_event where event_id = $2::uuid))
      order by occurred_at desc, event_id desc
      limit $3::integer`,
    [customerId, after, limit],
  );
  return found.map(({ event, personal }) => fromBody(event, personal));
}
