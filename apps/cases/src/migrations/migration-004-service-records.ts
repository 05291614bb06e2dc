import { Migration } from '@mikro-orm/migrations';

/** Conversations have a direction, a summary, a start and an end; records know their contact and what they are connected with. */
export class Migration004ServiceRecords extends Migration {
  override up(): void {
    this.addSql('alter table known_customer add column owner_id uuid');
    this.addSql('alter table known_customer add column owner_heard boolean not null default false');
    this.addSql('alter table known_customer add column owner_heard_at timestamptz(3)');
    this.addSql(
      `alter table service_record add column owned_by text check (owned_by in ('category', 'customer'))`,
    );
    this.addSql(`update service_record set owned_by = 'category' where owner_id is not null`);
    this.addSql('alter table service_record add column contact text');
    this.addSql(`alter table service_record add column cases jsonb not null default '[]'`);
    this.addSql(`alter table service_record add column orders jsonb not null default '[]'`);
    this.addSql(`
      create index service_record_open_contact on service_record (contact, channel, started_at desc)
      where contact is not null and ended_at is null`);
    this.addSql('create index service_record_cases on service_record using gin (cases jsonb_path_ops)');
    this.addSql('create index service_record_orders on service_record using gin (orders jsonb_path_ops)');
    this.addSql('alter table conversation rename column at to started_at');
    this.addSql('alter table conversation add column ended_at timestamptz(3)');
    this.addSql(
      `alter table conversation add column direction text check (direction in ('inbound', 'outbound'))`,
    );
    this.addSql('alter table conversation add column summary text');
    this.addSql('alter table conversation alter column text drop not null');
    this.addSql('alter table conversation add column source_id uuid');
    this.addSql('alter table conversation add column source_message text');
    this.addSql(`
      create unique index conversation_of_source on conversation (source_id, source_message)
      where source_message is not null`);
    this.addSql(`
      create table pending_record_fact (
        nth bigint generated always as identity primary key,
        record_id uuid not null references service_record (id) deferrable initially deferred,
        key text not null,
        time timestamptz(3) not null,
        actor jsonb not null,
        correlation_id text not null,
        attributes jsonb not null,
        personal jsonb not null
      )`);
    this.addSql('create index pending_record_fact_of_record on pending_record_fact (record_id, nth)');
  }
}
