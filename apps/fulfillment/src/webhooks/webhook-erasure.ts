import type { EntityManager } from '@mikro-orm/postgresql';
import { idsIn, noteWrittenAbout, rows } from '@daybook/persistence';
import type { WebhookInboxEntry } from './webhook-inbox.entity';

/**
 * A webhook stays as it came and makes no event. Where it names a customer who was anonymised, by a parcel, an order or
 * themselves, they are erased again, and it with them: nothing else would come to say so.
 */
export async function eraseMentioned(
  em: EntityManager,
  { body: bytes, fulfillmentId }: WebhookInboxEntry,
): Promise<void> {
  const body = bytes.toString('utf8');
  const ids = [...idsIn(body), ...(fulfillmentId === null ? [] : [fulfillmentId])].slice(0, 500);
  const numbers = [...new Set(body.match(/\bD-\d{1,18}\b/g) ?? [])].slice(0, 500);
  const found = await rows<{ customer_id: string }>(
    em,
    `select id customer_id from unnest($1::uuid[]) id
     union select customer_id from fulfillment where id = any($1) or order_id = any($1)
     union select customer_id from fulfillment where order_number = any($2::text[])`,
    [ids, numbers],
  );
  await noteWrittenAbout(
    em,
    found.map(({ customer_id }) => customer_id),
  );
}
