import { Migration } from '@mikro-orm/migrations';

/** A refund that takes the place of a void which the processor declined. */
export class Migration022OrderRefunds extends Migration {
  override up(): void {
    this.addSql(
      `alter table payment_transaction add column instead_of uuid
       references payment_transaction (id) deferrable initially deferred`,
    );
    this.addSql(
      `create unique index payment_transaction_instead_of on payment_transaction (instead_of)
       where instead_of is not null`,
    );
  }
}
