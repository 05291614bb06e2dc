import { Migration } from '@mikro-orm/migrations';

/** Billing's copy of what new orders are refused by; a lifted entry is kept, so that a late event does not bring it back. */
export class Migration040Blacklist extends Migration {
  override up(): void {
    this.addSql(`
      create table blacklist_entry (
        id uuid primary key,
        customer_id uuid not null,
        kind text,
        key text,
        lifted boolean not null default false,
        constraint blacklist_entry_whole check (lifted or (kind is not null and key is not null))
      )`);
    this.addSql('create index blacklist_entry_key on blacklist_entry (kind, key) where not lifted');
    this.addSql('create index blacklist_entry_customer on blacklist_entry (customer_id)');
  }
}
