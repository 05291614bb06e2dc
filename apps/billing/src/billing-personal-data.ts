import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrderCustomerInput } from '@daybook/contracts';
import type { PersonalData } from '@daybook/messaging';
import { mentionsAny, rows, wordsOf } from '@daybook/persistence';
import { eraseByReferences } from './intake/messages/raw-inputs';

/** What stands about the person beside what was sold and paid. */
const ERASURES = [
  `update customer_order set customer = null, shipping_address = null, version = version + 1,
     sought_name = null, sought_email = null, sought_phone = null, sought_address = null, sought_city = null,
     sought_state = null, sought_postal_code = null,
     cancel_reason = case when cancel_reason is null then null else '' end
   where customer_id = $1
     and (customer is not null or shipping_address is not null or coalesce(cancel_reason, '') <> '')`,
  `update purchase set cancel_reason = '', version = version + 1 where cancel_reason <> '' and customer_id = $1`,
  `update payment_transaction set reason = '', version = version + 1 where reason <> '' and customer_id = $1`,
  `update refund_promise set reason = '' where reason <> '' and customer_id = $1`,
  `update account_entry set reason = '' where reason <> '' and customer_id = $1`,
  `update refund_queue_entry set reason = case when reason is null then null else '' end,
     removed_reason = case when removed_reason is null then null else '' end, version = version + 1
   where (reason <> '' or removed_reason <> '') and customer_id = $1`,
  // What nobody can be recognised by stays in force: a card BIN, a country, a state.
  `delete from blacklist_entry where kind in ('email', 'phone', 'ip') and customer_id = $1`,
  `update engine_instruction set payload = payload #- '{data,reason}'
   where payload #> '{data,reason}' is not null
     and payload #>> '{data,purchaseId}' in (select id::text from purchase where customer_id = $1)`,
];

/** What of the customer's may be named in what came in raw. */
const NAMED = `
  select id::text word from customer_order where customer_id = $1
  union select order_number from customer_order where customer_id = $1
  union select id::text from purchase where customer_id = $1
  union select id::text from payment_transaction where customer_id = $1`;

/** What billing keeps of persons: at orders, in reasons, and in what engines sent. */
@Injectable()
export class BillingPersonalData implements PersonalData {
  async erase(em: EntityManager, customerId: string): Promise<void> {
    const buyers = await rows<{ customer: OrderCustomerInput }>(
      em,
      'select customer from customer_order where customer_id = $1 and customer is not null',
      [customerId],
    );
    const texts = wordsOf(
      buyers.flatMap(({ customer: { name, email, phone, ip } }) => [name, email, phone, ip]),
    );
    const named = await rows<{ word: string }>(em, NAMED, [customerId]);
    const words = [customerId, ...named.map(({ word }) => word), ...texts];
    await rows(
      em,
      `update intake_rejection set payload = '', detail = '', resolved_at = coalesce(resolved_at, received_at)
       where payload <> '' and ${mentionsAny('payload', 'bytea')}`,
      [words],
    );
    await eraseByReferences(em, customerId);
    // One that waits for something not known yet is about that, and goes on without the words.
    for (const word of texts) {
      await rows(
        em,
        `update intake_message set payload = convert_to(replace(convert_from(payload, 'UTF8'), $2, ''), 'UTF8')
         where payload is not null and ${mentionsAny('payload', 'bytea')}`,
        [[word], word],
      );
    }
    for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
  }
}
