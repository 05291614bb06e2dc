import { Migration } from '@mikro-orm/migrations';

/** Cases with their messages and the people they name, service records with their conversations, and the option lists. */
export class Migration001Tables extends Migration {
  override up(): void {
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create sequence case_number as int start 1001');
    this.addSql(`
      create table customer_case (
        id uuid primary key,
        version int not null default 1,
        number int not null unique,
        customer_id uuid not null,
        status text not null check (status in ('open', 'pending', 'resolved', 'closed')),
        subject text not null,
        channel text not null,
        priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
        type text,
        tags jsonb not null,
        ccs jsonb not null,
        responsible_id uuid,
        responsible_name text,
        opened_by uuid,
        created_at timestamptz(3) not null,
        modified_at timestamptz(3) not null
      )`);
    this.addSql('create index customer_case_modified on customer_case (modified_at desc, id desc)');
    this.addSql('create index customer_case_of_customer on customer_case (customer_id, modified_at desc)');
    this.addSql(
      'create index customer_case_of_responsible on customer_case (responsible_id, modified_at desc)',
    );
    this.addSql('create index customer_case_tags on customer_case using gin (tags jsonb_path_ops)');
    this.addSql('create index customer_case_subject on customer_case using gin (subject gin_trgm_ops)');
    this.addSql(`
      create table case_message (
        id uuid primary key,
        case_id uuid not null references customer_case (id) deferrable initially deferred,
        kind text not null check (kind in ('opening', 'reply', 'answer', 'note')),
        text text not null,
        ccs jsonb not null,
        author_type text not null,
        author_id uuid,
        author_name text not null,
        created_at timestamptz(3) not null
      )`);
    this.addSql('create index case_message_of_case on case_message (case_id, created_at, id)');
    this.addSql('create index case_message_text on case_message using gin (text gin_trgm_ops)');
    this.addSql(`
      create table known_customer (
        id uuid primary key,
        name text,
        country text,
        heard_at timestamptz(3) not null
      )`);
    this.addSql('create index known_customer_name on known_customer using gin (name gin_trgm_ops)');
    this.addSql(`
      create table known_user (
        id uuid primary key,
        username text not null,
        retired boolean not null,
        heard_at timestamptz(3) not null
      )`);
    this.addSql(`
      create table service_record (
        id uuid primary key,
        version int not null default 1,
        customer_id uuid,
        channel text not null,
        channel_category text,
        handler_id uuid not null,
        handler_name text not null,
        owner_id uuid,
        owner_name text,
        result text,
        reason text,
        notes text,
        started_by uuid,
        started_at timestamptz(3) not null,
        ended_at timestamptz(3),
        check ((ended_at is null) = (result is null))
      )`);
    this.addSql('create index service_record_started on service_record (started_at desc, id desc)');
    this.addSql('create index service_record_of_customer on service_record (customer_id, started_at desc)');
    this.addSql(`
      create table conversation (
        id uuid primary key,
        record_id uuid not null references service_record (id) deferrable initially deferred,
        channel text not null,
        text text not null,
        messages int,
        specialist_id uuid not null,
        specialist_name text not null,
        at timestamptz(3) not null
      )`);
    this.addSql('create index conversation_of_record on conversation (record_id, at, id)');
    this.addSql(`
      create table option_item (
        id uuid primary key default gen_random_uuid(),
        version int not null default 1,
        list text not null,
        key text not null,
        label text not null,
        position int not null,
        retired boolean not null default false,
        owner_id uuid,
        unique (list, key)
      )`);
    for (const [list, labels] of Object.entries(lists)) {
      labels.forEach((label, position) =>
        this.addSql(
          `insert into option_item (list, key, label, position)
           values ('${list}', '${keyOf(label)}', '${label}', ${position})`,
        ),
      );
    }
  }
}

/** Options to begin with, of the lists that administrators keep. */
const lists: Readonly<Record<string, readonly string[]>> = {
  channels: ['Internal', 'E-mail', 'Phone', 'Chat', 'Web form', 'SMS', 'LINE', 'Facebook'],
  'case-types': ['Payment issues', 'Claims', 'Shipment', 'Returns', 'Question', 'Other'],
  'service-results': ['Contact again', 'Completed', 'Escalated'],
  'service-reasons': ['Returns/exchanges', 'Customer complaint', 'Product purchase', 'Question'],
  'channel-categories': [],
};

function keyOf(label: string): string {
  return label === 'E-mail' ? 'email' : label.toLowerCase().replace(/[^a-z]+/g, '-');
}
