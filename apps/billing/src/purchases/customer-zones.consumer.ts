import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { firstRow, rows } from '@daybook/persistence';
import { DEFAULT_ZONE, knownZone } from './billing-dates';

/** The customer's time zone, as far as we were told; locked against its change, so that a new purchase is not missed by it. */
export async function zoneOfCustomer(em: EntityManager, customerId: string): Promise<string> {
  const row = await firstRow<{ time_zone: string }>(
    em,
    'select time_zone from customer_zone where customer_id = $1 for share',
    [customerId],
  );
  return row?.time_zone ?? DEFAULT_ZONE;
}

/**
 * Learns customers' time zones. A purchase counts its further dates in the new one; the date it has stays the moment
 * it was.
 */
@Injectable()
export class CustomerZonesConsumer implements EventConsumer {
  readonly name = 'customer-zones';
  readonly producers = ['customers'] as const;

  concerns(event: DaybookEvent): boolean {
    return event.type === 'customers.customer.anonymised' || zoneIn(event) !== undefined;
  }

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const event of events) {
      const { customerId } = event.data.context;
      if (customerId === undefined) continue;
      const zone = zoneIn(event);
      if (zone !== undefined) await this.learn(em, customerId, zone, event.time);
      if (event.type === 'customers.customer.anonymised')
        await rows(em, 'delete from customer_zone where customer_id = $1', [customerId]);
    }
  }

  /** Events come in any order: the latest word counts. */
  private async learn(em: EntityManager, customerId: string, zone: string, time: string): Promise<void> {
    const learned = await firstRow(
      em,
      `insert into customer_zone (customer_id, time_zone, as_of) values ($1, $2, $3)
       on conflict (customer_id) do update set time_zone = excluded.time_zone, as_of = excluded.as_of
         where customer_zone.as_of <= excluded.as_of returning customer_id`,
      [customerId, zone, time],
    );
    if (learned === undefined) return;
    await rows(
      em,
      `update purchase set time_zone = $1, version = version + 1,
         due_from = coalesce(next_bill_at, due_from),
         due_months = case when next_bill_at is null then due_months else 0 end,
         due_days = case when next_bill_at is null then due_days else 0 end
       where customer_id = $2 and time_zone <> $3`,
      [zone, customerId, zone],
    );
  }
}

/** The zone that an event told; undefined where it said nothing about it. */
function zoneIn({ type, data }: DaybookEvent): string | undefined {
  const { timeZone, fieldNames } = data.attributes as { timeZone?: string; fieldNames?: string[] };
  if (type === 'customers.customer.created') return timeZone === undefined ? undefined : knownZone(timeZone);
  if (type !== 'customers.customer.updated' || fieldNames?.includes('timeZone') !== true) return undefined;
  return knownZone(timeZone);
}
