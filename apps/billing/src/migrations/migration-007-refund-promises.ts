import { Migration } from '@mikro-orm/migrations';

/** Refunds that are promised for when parcels come back. */
export class Migration007RefundPromises extends Migration {
  override up(): void {
    for (const statement of [
      `create table refund_promise (
         fulfillment_id uuid primary key,
         order_id uuid not null references customer_order (id) deferrable initially deferred,
         customer_id uuid not null,
         charge_id uuid,
         amount numeric(19,4) not null,
         currency char(3) not null,
         reason text not null,
         keep_purchases boolean not null default false,
         initiator jsonb not null,
         promised_at timestamptz(3) not null,
         settled_at timestamptz(3)
       )`,
      `create index refund_promise_order on refund_promise (order_id) where settled_at is null`,
      `create index refund_promise_customer on refund_promise (customer_id)`,
      // Who promised how much today.
      `create index refund_promise_by on refund_promise ((initiator->'actor'->>'id'), promised_at)`,
    ])
      this.addSql(statement);
  }
}
