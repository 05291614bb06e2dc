import { Migration } from '@mikro-orm/migrations';

/** Where users get mail. */
export class Migration002Emails extends Migration {
  override up(): void {
    this.addSql('alter table users add column email text');
  }
}
