import { Migration } from '@mikro-orm/migrations';

/** When each engine was last heard of. */
export class Migration008EnginesHeard extends Migration {
  override up(): void {
    this.addSql('alter table billing_engine add column heard_at timestamptz(3)');
  }
}
