import { Migration } from '@mikro-orm/migrations';

/** Messages of engines about orders, transactions and accounts; accounts, memberships, chargebacks. */
export class Migration030Money extends Migration {
  override up(): void {
    this.addSql(`alter table intake_message rename column purchase_id to subject_id`);
    this.addSql(`alter table intake_message rename column engine_reference to subject_reference`);
    this.addSql(`alter table intake_message add column subject_kind text not null default 'purchase'`);
    this.addSql(`alter table intake_message alter column subject_kind drop default`);
    this.addSql(`alter table intake_message add column content_hash bytea`);
    // What an engine calls orders, transactions and customers; its purchases stand in engine_reference.
    this.addSql(`
      create table engine_subject_reference (
        engine_id uuid not null references billing_engine (id) deferrable initially deferred,
        kind text not null,
        reference text not null,
        subject_id uuid not null,
        primary key (engine_id, kind, reference),
        unique (engine_id, kind, subject_id)
      )`);
    this.addSql(`
      create table intake_fact (
        subject_id uuid not null,
        type text not null,
        key text not null,
        engine_id uuid not null,
        message_id text not null,
        primary key (subject_id, type, key)
      )`);
    this.addSql(`
      insert into intake_fact (subject_id, type, key, engine_id, message_id)
      select purchase_id, type, run || '/' || cycle || '/' || attempt, engine_id, message_id from purchase_fact`);
    this.addSql(`drop table purchase_fact`);
    this.addSql(`alter table payment_transaction add column purpose text not null default 'order'`);
    this.addSql(`alter table payment_transaction add column payment_method_id uuid`);
    this.addSql(`alter table payment_transaction add column charged_back numeric(19,4)`);
    this.addSql(`alter table payment_transaction add column chargeback_as_of timestamptz(3)`);
    // An engine knows a customer by the orders that it bills.
    this.addSql(
      `create index customer_order_engine on customer_order (customer_id, engine_id) where engine_id is not null`,
    );
    this.addSql(`
      create table customer_account (
        customer_id uuid primary key,
        id uuid not null unique,
        version int not null default 1,
        in_credit_control boolean not null default false,
        credit_control_as_of timestamptz(3),
        opened_at timestamptz(3) not null
      )`);
    this.addSql(`
      create table account_entry (
        id uuid primary key,
        customer_id uuid not null references customer_account (customer_id) deferrable initially deferred,
        kind text not null,
        amount numeric(19,4) not null,
        currency char(3) not null,
        reason text,
        payment_method text,
        transaction_id uuid,
        engine_id uuid,
        made_by jsonb not null,
        occurred_at timestamptz(3) not null
      )`);
    this.addSql(
      `create index account_entry_newest on account_entry (customer_id, occurred_at desc, id desc)`,
    );
    this.addSql(`
      create table membership (
        id uuid primary key,
        version int not null default 1,
        customer_id uuid not null,
        name text not null,
        status text not null,
        provider text,
        reference text,
        order_id uuid,
        purchase_id uuid,
        as_of timestamptz(3) not null,
        started_at timestamptz(3) not null,
        unique (customer_id, name)
      )`);
    this.addSql(`create index membership_purchase on membership (purchase_id) where purchase_id is not null`);
  }
}
