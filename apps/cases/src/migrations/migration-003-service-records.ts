import { Migration } from '@mikro-orm/migrations';

/** Service records and their conversations. */
export class Migration003ServiceRecords extends Migration {
  override up(): void {
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
  }
}
