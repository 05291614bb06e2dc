import { Migration } from '@mikro-orm/migrations';

/** Named views look among the newest of what is open or pending, which is a small part of all cases. */
export class Migration011UnresolvedNewest extends Migration {
  override up(): void {
    this.addSql(
      `create index customer_case_unresolved_newest on customer_case (modified_at desc, id desc)
       where status in ('open', 'pending')`,
    );
  }
}
