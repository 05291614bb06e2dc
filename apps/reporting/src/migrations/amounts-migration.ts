import { Migration } from '@mikro-orm/migrations';

/** Keeps the money that an action moved in the narrow row. Older rows are filled at start, from their events. */
export class Amounts extends Migration {
  override up(): void {
    this.addSql('alter table activity add column amount numeric(19,4), add column amount_currency char(3)');
    // The activities whose amounts are kept; what the catalog has beyond them is filled at start.
    this.addSql('create table money_type (type text primary key)');
  }
}
