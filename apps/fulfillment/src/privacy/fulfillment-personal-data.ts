import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PersonalData } from '@daybook/messaging';
import { mentionsAny, rows, wordsOf } from '@daybook/persistence';
import type { ShipTo } from '../fulfillments/fulfillment.entity';

const OWN = '(select id from fulfillment where customer_id = $1)';

const ERASURES = [
  `update webhook_inbox set body = '', detail = null, errors = '[]' where body <> '' and state <> 'waiting' and fulfillment_id in ${OWN}`,
  `update fulfillment_message set note = null, reason = null
   where (note is not null or reason is not null) and fulfillment_id in ${OWN}`,
  `update delivery set answer = null, error = null
   where (answer is not null or error is not null) and fulfillment_id in ${OWN}`,
  `update sending set last_error = null where last_error is not null and fulfillment_id in ${OWN}`,
  `update cancelled_order set reason = null where reason is not null and customer_id = $1`,
  `delete from order_address where customer_id = $1`,
  `update fulfillment set ship_to = '{}', version = version + 1 where ship_to <> '{}' and customer_id = $1`,
];

/** What fulfillment keeps of persons: where parcels go, people's words, and what houses sent. */
@Injectable()
export class FulfillmentPersonalData implements PersonalData {
  async erase(em: EntityManager, customerId: string): Promise<void> {
    const parcels = await rows<{
      id: string;
      order_id: string;
      order_number: string | null;
      ship_to: ShipTo;
    }>(em, 'select id, order_id, order_number, ship_to from fulfillment where customer_id = $1', [
      customerId,
    ]);
    const texts = wordsOf(parcels.flatMap(({ ship_to: { name, email, phone } }) => [name, email, phone]));
    const named = parcels.flatMap(({ id, order_id, order_number }) => [
      id,
      order_id,
      ...(order_number === null ? [] : [order_number]),
    ]);
    await rows(
      em,
      `update webhook_inbox set body = '', detail = null, errors = '[]'
       where body <> '' and state = 'rejected' and ${mentionsAny('body', 'bytea')}`,
      [[customerId, ...named, ...texts]],
    );
    // One that waits for a fulfillment not known yet is about that, and goes on without the words.
    for (const word of texts) {
      await rows(
        em,
        `update webhook_inbox set body = convert_to(replace(convert_from(body, 'UTF8'), $2, ''), 'UTF8')
         where state = 'parked' and ${mentionsAny('body', 'bytea')}`,
        [[word], word],
      );
    }
    for (const erasure of ERASURES) await rows(em, erasure, [customerId]);
  }
}
