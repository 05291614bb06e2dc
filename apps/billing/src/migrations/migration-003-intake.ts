import { Migration } from '@mikro-orm/migrations';

/** What billing engines sent: taken, parked, or rejected. */
export class Migration003Intake extends Migration {
  override up(): void {
    this.addSql(`
      create table intake_message (
        engine_id uuid not null references billing_engine (id) deferrable initially deferred,
        message_id text not null,
        state text not null,
        type text not null,
        received_at timestamptz(3) not null,
        subject text not null,
        payload bytea,
        purchase_id uuid,
        engine_reference text,
        parked_until timestamptz(3),
        primary key (engine_id, message_id)
      )`);
    this.addSql(`create index intake_message_parked on intake_message (parked_until) where state = 'parked'`);
    this.addSql(`
      create table purchase_fact (
        purchase_id uuid not null references purchase (id) deferrable initially deferred,
        run int not null,
        type text not null,
        cycle int not null,
        attempt int not null,
        engine_id uuid not null,
        message_id text not null,
        primary key (purchase_id, run, type, cycle, attempt)
      )`);
    this.addSql(`
      create table intake_rejection (
        id uuid primary key,
        engine text not null,
        subject text not null,
        message_id text,
        code text not null,
        detail text not null,
        size int not null,
        payload bytea not null,
        payload_hash bytea not null,
        received_at timestamptz(3) not null,
        resolved_at timestamptz(3),
        unique (engine, subject, payload_hash)
      )`);
    this.addSql(`create index intake_rejection_newest on intake_rejection (received_at desc, id desc)`);
    this.addSql(`
      create table engine_instruction (
        id uuid primary key,
        subject text not null,
        payload jsonb not null,
        created_at timestamptz(3) not null,
        sent_at timestamptz(3)
      )`);
    this.addSql(
      `create index engine_instruction_unsent on engine_instruction (created_at) where sent_at is null`,
    );
  }
}
