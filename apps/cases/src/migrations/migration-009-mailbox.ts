import { Migration } from '@mikro-orm/migrations';

/** Which replica is at the mailbox that e-mails are fetched from. */
export class Migration009Mailbox extends Migration {
  override up(): void {
    this.addSql(`
      create table mailbox_poll (
        name text primary key,
        replica uuid not null,
        leased_until timestamptz(3) not null
      )`);
  }
}
