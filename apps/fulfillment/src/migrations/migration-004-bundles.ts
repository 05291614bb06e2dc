import { Migration } from '@mikro-orm/migrations';

/** What was joined with another fulfillment and is not sent yet, in case that one is not sent after all. */
export class Migration004Bundles extends Migration {
  override up(): void {
    this.addSql(
      `create index fulfillment_joined_unsent on fulfillment (id) where bundled_into is not null and status = 'hold'`,
    );
  }
}
