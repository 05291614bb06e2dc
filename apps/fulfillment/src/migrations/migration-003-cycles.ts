import { Migration } from '@mikro-orm/migrations';

/** Fulfillments of billed cycles, what was paid for each, cancellations that are asked for, refunds at a return. */
export class Migration003Cycles extends Migration {
  override up(): void {
    this.addSql(`
      alter table fulfillment
        add column cancelling boolean not null default false,
        -- Its order was cancelled, or its payment went back: it is never sent again.
        add column barred boolean not null default false,
        add column purchase_id uuid,
        add column run int,
        add column cycle int,
        add column charge_id uuid,
        add column rma_refund jsonb`);
    this.addSql(`drop index fulfillment_order`);
    // Exactly one for each order and for each billed cycle, whatever its event comes by; reshipments aside.
    this.addSql(
      `create unique index fulfillment_order on fulfillment (order_id)
         where reshipment_of is null and purchase_id is null`,
    );
    this.addSql(
      `create unique index fulfillment_cycle on fulfillment (purchase_id, run, cycle)
         where reshipment_of is null and purchase_id is not null`,
    );
    this.addSql(`create index fulfillment_charge on fulfillment (charge_id) where charge_id is not null`);
    // Charges of which nothing is left.
    this.addSql(
      `create table returned_charge (charge_id uuid primary key, returned_at timestamptz(3) not null)`,
    );
    this.addSql(`
      alter table fulfillment_message
        add column actor_name text,
        add column reconciled boolean not null default false`);
    // Why an order was cancelled, for what comes of it later.
    this.addSql(`
      alter table cancelled_order
        add column customer_id uuid,
        add column reason text,
        add column actor_name text`);
    this.addSql(
      `create index cancelled_order_customer on cancelled_order (customer_id) where reason is not null`,
    );
    // What is being cancelled already, and what is never to be sent again.
    this.addSql(
      `update fulfillment set cancelling = true where id in (
         select fulfillment_id from sending where type = 'fulfillment.cancel' and status in ('waiting', 'done'))
         and status in ('hold', 'pending', 'pending_shipment', 'address_hold', 'failed', 'frozen')
         and id not in (select fulfillment_id from fulfillment_message where type = 'cancel_failed')`,
    );
    this.addSql(
      `update fulfillment set barred = true where order_id in (select order_id from cancelled_order)`,
    );
  }
}
