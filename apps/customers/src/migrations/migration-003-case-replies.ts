import { Migration } from '@mikro-orm/migrations';

/** Replies in cases are messages like any other. */
export class Migration003CaseReplies extends Migration {
  override up(): void {
    this.addSql('alter table message add column reply jsonb');
  }
}
