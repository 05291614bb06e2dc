import { Migration } from '@mikro-orm/migrations';

/** Billing's copy of who ships where. */
export class Migration061Houses extends Migration {
  override up(): void {
    this.addSql(`
      create table fulfillment_house (
        id uuid primary key,
        campaign_ids uuid[] not null,
        countries text[] not null,
        is_default boolean not null,
        retired boolean not null,
        as_of timestamptz(3) not null
      )`);
  }
}
