import { Migration } from '@mikro-orm/migrations';

/** Orders, the purchases they make, and every movement of money. */
export class Migration002Sales extends Migration {
  override up(): void {
    this.addSql(`create sequence order_number start 100001`);
    this.addSql(`
      create table customer_order (
        id uuid primary key,
        version int not null default 1,
        order_number text not null unique,
        status text not null,
        customer_id uuid not null,
        campaign_id uuid not null references campaign (id) deferrable initially deferred,
        campaign_category_id uuid not null,
        call_center_id uuid references call_center (id) deferrable initially deferred,
        engine_id uuid references billing_engine (id) deferrable initially deferred,
        currency char(3) not null,
        total numeric(19,4) not null,
        capture_at text not null,
        country char(2),
        items jsonb not null,
        product_ids uuid[] not null,
        custom_fields jsonb not null default '{}',
        customer jsonb,
        shipping_address jsonb,
        payment_token text,
        payment_id uuid,
        card_last4 text,
        saved_partial boolean not null default false,
        cancel_reason text,
        ordered_at timestamptz(3) not null,
        completed_at timestamptz(3)
      )`);
    this.addSql(
      `create index customer_order_customer on customer_order (customer_id, ordered_at desc, id desc)`,
    );
    this.addSql(`create index customer_order_ordered_at on customer_order (ordered_at desc, id desc)`);
    this.addSql(
      `create index customer_order_campaign on customer_order (campaign_id, ordered_at desc, id desc)`,
    );
    this.addSql(`create index customer_order_products on customer_order using gin (product_ids)`);
    this.addSql(`create index customer_order_number on customer_order (order_number text_pattern_ops)`);
    this.addSql(
      `create index customer_order_card on customer_order (card_last4) where card_last4 is not null`,
    );
    this.addSql(`
      create table purchase (
        id uuid primary key,
        version int not null default 1,
        status text not null,
        order_id uuid not null references customer_order (id) deferrable initially deferred,
        order_number text not null,
        customer_id uuid not null,
        campaign_id uuid not null,
        product_id uuid not null,
        product_name text not null,
        option_id uuid,
        option_name text,
        price_point_id uuid not null,
        quantity int not null,
        unit_price_amount numeric(19,4) not null,
        currency char(3) not null,
        trial jsonb,
        terms jsonb not null,
        cycle int not null default 0,
        run int not null default 1,
        trial_started_at timestamptz(3),
        trial_ends_at timestamptz(3),
        trial_completed_at timestamptz(3),
        next_bill_at timestamptz(3),
        engine_id uuid references billing_engine (id) deferrable initially deferred,
        engine_reference text,
        state_as_of timestamptz(3) not null,
        unexpected_facts int not null default 0,
        cancel_reason text,
        started_at timestamptz(3) not null
      )`);
    this.addSql(`create index purchase_customer on purchase (customer_id, started_at desc, id desc)`);
    this.addSql(`create index purchase_order on purchase (order_id)`);
    this.addSql(`
      create table engine_reference (
        engine_id uuid not null references billing_engine (id) deferrable initially deferred,
        reference text not null,
        purchase_id uuid not null unique,
        primary key (engine_id, reference)
      )`);
    this.addSql(`
      create table payment_transaction (
        id uuid primary key,
        version int not null default 1,
        type text not null,
        outcome text not null,
        order_id uuid not null references customer_order (id) deferrable initially deferred,
        order_number text not null,
        customer_id uuid not null,
        campaign_id uuid not null,
        purchase_id uuid,
        parent_id uuid references payment_transaction (id) deferrable initially deferred,
        amount numeric(19,4) not null,
        currency char(3) not null,
        refunded numeric(19,4) not null default 0,
        captured boolean not null default false,
        settled boolean not null default false,
        voided boolean not null default false,
        processor text,
        processor_reference text,
        response_code text,
        card_bin text,
        card_last4 text,
        engine_id uuid references billing_engine (id) deferrable initially deferred,
        cycle int,
        attempt int,
        unexpected boolean not null default false,
        reason text,
        made_by jsonb not null,
        tries int not null default 0,
        next_try_at timestamptz(3),
        occurred_at timestamptz(3) not null,
        created_at timestamptz(3) not null
      )`);
    this.addSql(
      `create index payment_transaction_due on payment_transaction (next_try_at) where next_try_at is not null`,
    );
    this.addSql(
      `create index payment_transaction_customer on payment_transaction (customer_id, occurred_at desc, id desc)`,
    );
    this.addSql(`create index payment_transaction_order on payment_transaction (order_id)`);
    this.addSql(
      `create index payment_transaction_parent on payment_transaction (parent_id) where parent_id is not null`,
    );
    // An authorisation is captured whole and once, whatever arrives twice.
    this.addSql(
      `create unique index payment_transaction_capture on payment_transaction (parent_id) where type = 'capture'`,
    );
    this.addSql(`
      create index payment_transaction_given_back on payment_transaction ((made_by->'actor'->>'id'), created_at)
      where type in ('void', 'refund')`);
  }
}
