import { Migration } from '@mikro-orm/migrations';

/** When what is personal of a customer was erased. */
export class Migration012Anonymised extends Migration {
  override up(): void {
    this.addSql('alter table customer add column anonymised_at timestamptz(3)');
  }
}
