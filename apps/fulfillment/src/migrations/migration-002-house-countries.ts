import { Migration } from '@mikro-orm/migrations';

/** The countries that a house ships to. */
export class Migration002HouseCountries extends Migration {
  override up(): void {
    this.addSql(`alter table house add column countries text[] not null default '{}'`);
  }
}
