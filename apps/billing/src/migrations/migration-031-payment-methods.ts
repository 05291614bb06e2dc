import { Migration } from '@mikro-orm/migrations';

/** Payment methods that are kept, billing's settings, and refunds that are tried again. */
export class Migration031PaymentMethods extends Migration {
  override up(): void {
    // Of a card only what people may see, and the processor's token of it; never its number.
    this.addSql(`
      create table payment_method (
        id uuid primary key,
        version int not null default 1,
        customer_id uuid not null,
        status text not null default 'active',
        token text not null,
        card_bin text,
        card_last4 char(4),
        brand text,
        exp_month int,
        exp_year int,
        added_at timestamptz(3) not null,
        unique (customer_id, token)
      )`);
    this.addSql(`alter table purchase add column payment_method_id uuid`);
    this.addSql(`
      create table billing_settings (
        singleton boolean primary key default true check (singleton),
        version int not null default 1,
        notify_emails text[] not null default '{}',
        time_zone text not null default 'UTC'
      )`);
    this.addSql(`insert into billing_settings default values`);
    this.addSql(`
      create table refund_queue_entry (
        id uuid primary key,
        version int not null default 1,
        status text not null,
        charge_id uuid not null references payment_transaction (id) deferrable initially deferred,
        refund_id uuid not null references payment_transaction (id) deferrable initially deferred,
        order_id uuid not null,
        order_number text not null,
        customer_id uuid not null,
        campaign_id uuid not null,
        amount numeric(19,4) not null,
        currency char(3) not null,
        reason text,
        response_code text,
        attempts int not null,
        daily_tries int not null default 0,
        next_try_at timestamptz(3),
        made_by jsonb not null,
        queued_at timestamptz(3) not null,
        ended_at timestamptz(3),
        removed_by text,
        removed_reason text
      )`);
    this.addSql(
      `create index refund_queue_entry_due on refund_queue_entry (next_try_at) where status = 'waiting'`,
    );
    this.addSql(`create index refund_queue_entry_newest on refund_queue_entry (queued_at desc, id desc)`);
    // One at a time of a charge's refunds is what settles it: found by the refund that is tried now.
    this.addSql(`create unique index refund_queue_entry_refund on refund_queue_entry (refund_id)`);
    this.addSql(`create index refund_queue_entry_charge on refund_queue_entry (charge_id)`);
    this.addSql(`
      create index refund_queue_entry_by on refund_queue_entry ((made_by->'actor'->>'id'), queued_at)`);
  }
}
