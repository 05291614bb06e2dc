import { Migration } from '@mikro-orm/migrations';

/** Orders in a state that few are in are found without looking through those that are in another. */
export class Migration052OrderStatus extends Migration {
  override up(): void {
    this.addSql('create index customer_order_status on customer_order (status, ordered_at desc, id desc)');
  }
}
