import { Migration } from '@mikro-orm/migrations';

/** What consumers have applied, and what they could not. */
export class Migration002Consumers extends Migration {
  override up(): void {
    this.addSql(`
      create table consumer_position (
        consumer text not null,
        producer text not null,
        epoch int not null,
        applied int8multirange not null default '{}',
        primary key (consumer, producer, epoch)
      )`);
    this.addSql(`
      create table dead_letter (
        id uuid primary key,
        consumer text not null,
        producer text,
        epoch int,
        sequence bigint,
        event_type text,
        reason text not null,
        payload text not null,
        failed_at timestamptz not null,
        attempts int not null default 1,
        resolved_at timestamptz,
        unique (consumer, producer, epoch, sequence)
      )`);
    this.addSql(
      `create index dead_letter_open on dead_letter (consumer, producer, epoch, sequence) where resolved_at is null`,
    );
  }
}
