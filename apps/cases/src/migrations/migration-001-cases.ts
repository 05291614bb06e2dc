import { Migration } from '@mikro-orm/migrations';

/** Cases with their messages, the people they name, and the option lists. */
export class Migration001Cases extends Migration {
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
  }
}
