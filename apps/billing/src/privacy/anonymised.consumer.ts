import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DaybookEvent } from '@daybook/contracts';
import type { EventConsumer } from '@daybook/messaging';
import { rows } from '@daybook/persistence';

/** What stands in billing about the person is erased with the customer; what was sold and paid stays. */
const ERASURES = [
  `update customer_order set customer = null, shipping_address = null, version = version + 1,
     cancel_reason = case when cancel_reason is null then null else '' end where customer_id = ?`,
  `update purchase set cancel_reason = '', version = version + 1 where cancel_reason is not null and customer_id = ?`,
  `update payment_transaction set reason = '', version = version + 1 where reason is not null and customer_id = ?`,
  `update account_entry set reason = '' where reason is not null and customer_id = ?`,
  `update refund_queue_entry set reason = '', removed_reason = '', version = version + 1
   where (reason is not null or removed_reason is not null) and customer_id = ?`,
];

/** Erases names, addresses and free texts of customers who were anonymised. */
@Injectable()
export class AnonymisedConsumer implements EventConsumer {
  readonly name = 'anonymised';
  readonly producers = ['customers'] as const;

  async apply(em: EntityManager, events: DaybookEvent[]): Promise<void> {
    for (const { type, data } of events) {
      const { customerId } = data.context;
      if (type !== 'customers.customer.anonymised' || customerId === undefined) continue;
      for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
    }
  }
}
