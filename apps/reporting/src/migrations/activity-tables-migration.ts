import { Migration } from '@mikro-orm/migrations';

/** The report's tables. Columns of the filters' dimensions are added at start, from the filter list. */
export class ActivityTables extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // The number of the last row committed. Its row lock makes batches commit one after another, so that
  // "everything up to position p" means the same rows for ever.
  `create table report_position (
     single boolean primary key default true check (single),
     position bigint not null,
     -- The last batch whose row below is no longer kept.
     forgotten bigint not null
   )`,
  `insert into report_position (position, forgotten) values (0, 0)`,
  `create table report_batch (
     position bigint not null,
     producer text not null,
     epoch bigint not null,
     applied int8multirange not null,
     committed_at timestamptz not null default clock_timestamp(),
     constraint report_batch_pkey primary key (position, producer, epoch)
   )`,
  `create table dimension_member (
     dimension text not null,
     key integer not null,
     value text not null,
     name text,
     retired boolean not null default false,
     occurs boolean not null default false,
     name_epoch bigint,
     name_sequence bigint,
     constraint dimension_member_pkey primary key (dimension, key),
     constraint dimension_member_value unique (dimension, value)
   )`,
  // Columns of new filters whose rows up to `until` are being filled from the stored events.
  `create table column_fill (
     column_name text primary key,
     filled bigint not null,
     until bigint not null
   )`,
  // Insert-only and narrow: the report scans it. The key holds the customer, so that the table can be
  // distributed by customer; it is the timeline's order too.
  `create table activity (
     id bigint not null,
     occurred_at timestamptz not null,
     recorded_at timestamptz not null,
     customer_id uuid not null,
     order_id uuid,
     actor_kind smallint not null,
     is_note boolean not null,
     -- The order custom fields this act set; a member of the fields' dimension each.
     fields_set integer[],
     type_key integer not null,
     constraint activity_pkey primary key (customer_id, occurred_at, id)
   ) partition by range (occurred_at)`,
  `create index activity_by_time on activity (occurred_at, id)`,
  // Rows lie in commit order, so a block range index finds "what came after position p" and costs nothing.
  `create index activity_by_position on activity using brin (id) with (pages_per_range = 16)`,
  `create index activity_fields_set on activity (occurred_at) where fields_set is not null`,
  // The wide part, read for the rows of a page only. json, not jsonb: it is kept as it came and never searched.
  `create table activity_body (
     id bigint not null,
     occurred_at timestamptz not null,
     customer_id uuid not null,
     event json not null,
     personal json not null,
     constraint activity_body_pkey primary key (customer_id, occurred_at, id)
   ) partition by range (occurred_at)`,
  `create table legacy_event (
     event_id uuid primary key,
     type text not null,
     customer_id uuid not null,
     occurred_at timestamptz not null,
     event json not null,
     personal json not null
   )`,
  `create index legacy_event_of_customer on legacy_event (customer_id, occurred_at, event_id)`,
  `create index legacy_event_by_type on legacy_event (type)`,
  `create table report_customer (
     customer_id uuid primary key,
     name text,
     anonymised boolean not null default false,
     epoch bigint not null,
     sequence bigint not null
   )`,
  `create index report_customer_anonymised on report_customer (customer_id) where anonymised`,
];
