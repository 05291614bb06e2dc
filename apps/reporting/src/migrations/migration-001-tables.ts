import { Migration } from '@mikro-orm/migrations';

/** The report's tables. Columns of the filters' dimensions are added at start, from the filter list. */
export class Migration001Tables extends Migration {
  override up(): void {
    for (const statement of [...activities, ...savedReports, ...exportJobs, ...rebuilds])
      this.addSql(statement);
  }
}

/** Rows of the report and their bodies, and how far they go. */
const activities = [
  // The number of the last row committed. Its row lock makes batches commit one after another, so that
  // "everything up to position p" means the same rows for ever.
  `create table report_position (
     single boolean primary key default true check (single),
     position bigint not null,
     -- The last batch whose row below is no longer kept.
     forgotten bigint not null,
     -- Each store that takes the place of another one has a number of its own; what somebody remembers of one, keys
     -- and positions, means nothing in the next. It begins where the one before it ended.
     store integer not null default 1,
     begins bigint not null default 0
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
  // Every answer looks for the batches of the last seconds: among those of a day, of which there may be a million.
  'create index report_batch_recent on report_batch (producer, epoch, committed_at)',
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
     -- The money that the action moved.
     amount numeric(19,4),
     amount_currency char(3),
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
  // The activities whose amounts are kept; what the catalog has beyond them is filled at start.
  'create table money_type (type text primary key)',
];

/** Named filters of the report. */
const savedReports = [
  `create table saved_report (
     id uuid primary key,
     version integer not null default 1,
     owner_id uuid not null,
     owner_name text not null,
     name text not null,
     shared boolean not null,
     filter json not null,
     created_at timestamptz not null,
     changed_at timestamptz not null
   )`,
  'create unique index saved_report_name on saved_report (owner_id, lower(name))',
  'create index saved_report_shared on saved_report (name, id) where shared',
];

/** Exports that are made in the background, and their files in pieces, where every replica can read them. */
const exportJobs = [
  `create table export_job (
     id uuid primary key,
     owner text not null,
     -- Who asked, as they were then: what they may see is what they export.
     actor json not null,
     scope text not null,
     part text not null,
     format text not null,
     query json not null,
     period_from text,
     period_to text,
     position bigint not null,
     state text not null default 'waiting',
     row_count bigint,
     written bigint not null default 0,
     bytes bigint not null default 0,
     filename text,
     error text,
     attempt integer not null default 0,
     next_try_at timestamptz not null,
     leased_until timestamptz,
     created_at timestamptz not null,
     finished_at timestamptz,
     expires_at timestamptz,
     file_removed boolean not null default false
   )`,
  'create index export_job_owner on export_job (owner, id)',
  `create index export_job_open on export_job (next_try_at) where state in ('waiting', 'running')`,
  'create index export_job_expiring on export_job (expires_at) where expires_at is not null',
  `create table export_piece (
     job_id uuid not null,
     attempt integer not null,
     nth integer not null,
     bytes bytea not null,
     constraint export_piece_pkey primary key (job_id, attempt, nth)
   )`,
  // A workbook is packed already, and of a text each piece is read once.
  'alter table export_piece alter column bytes set storage external',
];

/** Rebuilds of the store. */
const rebuilds = [
  `create table report_rebuild (
     id uuid primary key,
     state text not null default 'running',
     asked_by text not null,
     applied bigint not null default 0,
     total bigint not null default 0,
     trouble text,
     asked_at timestamptz not null,
     finished_at timestamptz
   )`,
  `create unique index report_rebuild_running on report_rebuild (state) where state = 'running'`,
];
