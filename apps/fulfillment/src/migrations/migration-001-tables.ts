import { Migration } from '@mikro-orm/migrations';

/** Houses and their secrets, fulfillments with what happened to them, sendings to houses, webhooks from them. */
export class Migration001Tables extends Migration {
  override up(): void {
    this.addSql(`
      create table house (
        id uuid primary key,
        version int not null default 1,
        name text not null constraint house_name unique,
        url text not null,
        campaign_ids uuid[] not null default '{}',
        countries text[] not null default '{}',
        is_default boolean not null default false,
        retired boolean not null default false,
        created_at timestamptz(3) not null
      )`);
    this.addSql(`create unique index house_default on house (is_default) where is_default`);
    this.addSql(`
      create table house_secret (
        id uuid primary key,
        house_id uuid not null references house deferrable initially deferred,
        purpose text not null check (purpose in ('webhooks', 'orders')),
        secret text not null,
        created_at timestamptz(3) not null,
        expires_at timestamptz(3)
      )`);
    this.addSql(`create index house_secret_house on house_secret (house_id)`);

    this.addSql(`
      create table fulfillment (
        id uuid primary key,
        version int not null default 1,
        order_id uuid not null,
        order_number text,
        customer_id uuid not null,
        campaign_id uuid,
        house_id uuid references house deferrable initially deferred,
        status text not null,
        held boolean not null default false,
        unexpected boolean not null default false,
        tracking_number text,
        carrier text,
        rma_number text,
        reshipment_of uuid references fulfillment deferrable initially deferred,
        context jsonb not null,
        ship_to jsonb not null default '{}',
        -- When it was told where it goes.
        addressed_at timestamptz(3) not null,
        created_at timestamptz(3) not null,
        updated_at timestamptz(3) not null
      )`);
    // Exactly one for each order, whatever the order's event comes by; reshipments aside.
    this.addSql(
      `create unique index fulfillment_order on fulfillment (order_id) where reshipment_of is null`,
    );
    this.addSql(`create index fulfillment_of_order on fulfillment (order_id, id)`);
    this.addSql(`create index fulfillment_order_number on fulfillment (order_number)`);
    this.addSql(`create index fulfillment_of_customer on fulfillment (customer_id, id)`);
    this.addSql(`create index fulfillment_unassigned on fulfillment (id) where house_id is null`);
    this.addSql(`create index fulfillment_unexpected on fulfillment (id) where unexpected`);
    this.addSql(`
      create table fulfillment_item (
        id uuid primary key,
        fulfillment_id uuid not null references fulfillment deferrable initially deferred,
        position int not null,
        product_id uuid not null,
        product_name text not null,
        sku text not null,
        ordered_sku text not null,
        quantity int not null,
        ordered_quantity int not null
      )`);
    this.addSql(`create index fulfillment_item_of on fulfillment_item (fulfillment_id, position)`);
    this.addSql(`
      create table fulfillment_message (
        id uuid primary key,
        fulfillment_id uuid not null references fulfillment deferrable initially deferred,
        message_id text not null,
        source text not null,
        type text not null,
        happened_at timestamptz(3) not null,
        received_at timestamptz(3) not null,
        tracking_number text,
        carrier text,
        reason text,
        note text,
        item_id uuid,
        quantity int,
        sku text,
        late boolean not null default false,
        unexpected boolean not null default false,
        fact_key text,
        constraint fulfillment_message_once unique (fulfillment_id, message_id)
      )`);
    // The message that counted has the fact's key; the same fact under another message id has none.
    this.addSql(
      `create unique index fulfillment_fact_once on fulfillment_message (fulfillment_id, fact_key) where fact_key is not null`,
    );
    this.addSql(
      `create table cancelled_order (order_id uuid primary key, cancelled_at timestamptz(3) not null)`,
    );
    // Where orders are to go whose address was changed.
    this.addSql(`
      create table order_address (
        order_id uuid primary key,
        customer_id uuid not null,
        address jsonb not null,
        as_of timestamptz(3) not null
      )`);
    this.addSql(`create index order_address_customer on order_address (customer_id)`);

    this.addSql(`
      create table sending (
        id uuid primary key,
        fulfillment_id uuid not null references fulfillment deferrable initially deferred,
        type text not null,
        status text not null,
        attempts int not null default 0,
        next_try_at timestamptz(3) not null,
        leased_until timestamptz(3),
        last_status int,
        last_error text,
        created_at timestamptz(3) not null,
        finished_at timestamptz(3)
      )`);
    this.addSql(`create index sending_due on sending (next_try_at) where status = 'waiting'`);
    this.addSql(`create index sending_of on sending (fulfillment_id)`);

    this.addSql(`
      create table webhook_inbox (
        id uuid primary key,
        house_id uuid not null references house deferrable initially deferred,
        webhook_id text not null,
        body bytea not null,
        received_at timestamptz(3) not null,
        state text not null check (state in ('applied', 'parked', 'rejected')),
        fulfillment_id uuid,
        code text,
        detail text,
        errors jsonb not null default '[]',
        constraint webhook_inbox_once unique (house_id, webhook_id)
      )`);
    this.addSql(`create index webhook_inbox_parked on webhook_inbox (fulfillment_id) where state = 'parked'`);
    this.addSql(
      `create index webhook_inbox_parked_since on webhook_inbox (received_at) where state = 'parked'`,
    );
    this.addSql(`create index webhook_inbox_rejected on webhook_inbox (id) where state = 'rejected'`);
  }
}
