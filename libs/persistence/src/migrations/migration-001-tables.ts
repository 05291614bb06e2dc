import { Migration } from '@mikro-orm/migrations';

/** Tables that every service has: journal, answers of idempotency keys, consumers, the customer context, erasure. */
export class Migration001Tables extends Migration {
  override up(): void {
    for (const statement of [...journal, ...consumers, ...customerContext, ...erasure])
      this.addSql(statement);
  }
}

/** The journal with its numbering, and the answers kept for idempotency keys. */
const journal = [
  `create table journal (
     id uuid not null,
     recorded_at timestamptz(3) not null,
     position bigint generated always as identity,
     epoch int,
     sequence bigint,
     event jsonb not null,
     constraint journal_pkey primary key (id, recorded_at)
   ) partition by range (recorded_at)`,
  `create index journal_unnumbered on journal (position) where sequence is null`,
  `create index journal_of_customer on journal ((event #>> '{data,context,customerId}'))`,
  // A unique key over all partitions would have to hold the month; the epoch's row, locked while numbers are
  // given, makes them unique, and each month's own key catches a mistake in it.
  `create function journal_month(month date) returns void language plpgsql as $$
   declare
     first date := date_trunc('month', month)::date;
     part text := 'journal_' || to_char(first, 'YYYYMM');
   begin
     if to_regclass(part) is not null then return; end if;
     execute format('create table %I partition of journal for values from (%L) to (%L)',
       part, first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
     execute format('create unique index %I on %I (epoch, sequence)', part || '_sequence', part);
   end $$`,
  `create table journal_epoch (
     epoch int primary key,
     sequence bigint not null default 0,
     sent_sequence bigint not null default 0,
     started_at timestamptz not null default now()
   )`,
  // Seconds since 2026: a database made anew after the old one was lost must not use the old one's numbers again.
  `insert into journal_epoch (epoch) values ((extract(epoch from now()) - extract(epoch from timestamptz '2026-01-01Z'))::int)`,
  `create table idempotency (
     caller text not null,
     key text not null,
     operation text not null,
     body_hash text not null,
     state text not null,
     progress jsonb,
     -- Text, so that a repeat is answered byte by byte as the first time.
     answer text,
     -- Whose data the answer holds.
     customer_ids uuid[] not null default '{}',
     created_at timestamptz not null default now(),
     primary key (caller, key)
   )`,
  `create index idempotency_customers on idempotency using gin (customer_ids)`,
];

/** What consumers have applied, and what they could not. */
const consumers = [
  `create table consumer_position (
     consumer text not null,
     producer text not null,
     epoch int not null,
     applied int8multirange not null default '{}',
     primary key (consumer, producer, epoch)
   )`,
  `create table dead_letter (
     id uuid primary key,
     consumer text not null,
     producer text,
     epoch int,
     sequence bigint,
     event_type text,
     reason text not null,
     payload bytea not null,
     failed_at timestamptz not null,
     attempts int not null default 1,
     resolved_at timestamptz,
     unique (consumer, producer, epoch, sequence)
   )`,
  `create index dead_letter_open on dead_letter (consumer, producer, epoch, sequence) where resolved_at is null`,
];

/** The shared small copy of what billing knows of a customer. */
const customerContext = [
  `create table customer_context (
     customer_id uuid primary key,
     ordered_at timestamptz,
     context_time timestamptz,
     latest jsonb not null default '{}',
     order_numbers text[] not null default '{}',
     campaign_ids text[] not null default '{}',
     card_last_fours text[] not null default '{}'
   )`,
  `create index customer_context_order_numbers on customer_context using gin (order_numbers)`,
  `create index customer_context_card_last_fours on customer_context using gin (card_last_fours)`,
  `create index customer_context_campaign_ids on customer_context using gin (campaign_ids)`,
];

/** Who was anonymised, what is still to be erased of them, and a journal that takes nothing personal of them any more. */
const erasure = [
  `create table anonymised_customer (
     customer_id text primary key,
     anonymised_at timestamptz(3) not null,
     erased_at timestamptz(3)
   )`,
  // One row each time that something may have been written about them; a transaction of its own erases.
  `create table erasure_due (
     id bigint generated always as identity primary key,
     customer_id text not null,
     noted_by xid8 not null default pg_current_xact_id()
   )`,
  `create index erasure_due_customer on erasure_due (customer_id)`,
  `create function erase_personal_of_anonymised() returns trigger language plpgsql as $$
   begin
     if exists (
       select from anonymised_customer where customer_id = new.event #>> '{data,context,customerId}'
     ) then
       new.event := jsonb_set(new.event, '{data,personal}', '{}');
       -- What was written beside the event may hold a name as well.
       insert into erasure_due (customer_id) values (new.event #>> '{data,context,customerId}');
     end if;
     return new;
   end $$`,
  `create trigger journal_erases before insert on journal
   for each row execute function erase_personal_of_anonymised()`,
];
