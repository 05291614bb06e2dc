import { DomainError, isId, type DaybookEvent } from '@daybook/contracts';
import { fromBody } from './activity-row';
import type { Sql } from '../sql';

/** A customer's events of unknown types, newest first, after the event with the id `after`. */
export async function legacyEvents(
  sql: Sql,
  customerId: string,
  after: string | null,
  limit: number,
): Promise<DaybookEvent[]> {
  if (after !== null && !isId(after)) throw new DomainError('request.cursor_invalid');
  const rows = await sql.rows<{ event: Omit<DaybookEvent, 'data'> & { data: object }; personal: object }>(
    `select event, personal from legacy_event
      where customer_id = $1::uuid
        and ($2::uuid is null
             or (occurred_at, event_id) < (select occurred_at, event_id from legacy_event where event_id = $2::uuid))
      order by occurred_at desc, event_id desc
      limit $3::integer`,
    [customerId, after, limit],
  );
  return rows.map(({ event, personal }) => fromBody(event, personal));
}
