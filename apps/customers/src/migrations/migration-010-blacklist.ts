import { Migration } from '@mikro-orm/migrations';

/** What customers are blacklisted by, and whether they want to hear of offers. */
export class Migration010Blacklist extends Migration {
  override up(): void {
    this.addSql(`
      create table blacklist_entry (
        id uuid primary key,
        customer_id uuid not null references customer (id) deferrable initially deferred,
        kind text not null,
        value text not null,
        reason text not null,
        created_by text not null,
        created_at timestamptz(3) not null,
        constraint blacklist_entry_once unique (customer_id, kind, value)
      )`);
    this.addSql('alter table customer add column marketing_consent boolean');
  }
}
